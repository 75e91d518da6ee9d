package io.domostream.loader.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A stream and its executions; every change is made under the lock of {@link State}. */
final class DomoStream {

    final long id;
    final DataSet dataSet;
    final Instant createdAt;
    Instant modifiedAt;
    String updateMethod = "REPLACE";
    List<String> keys = List.of();
    final List<Execution> executions = new ArrayList<>();

    @Nullable
    Instant lastCommit;

    DomoStream(long id, DataSet dataSet, Instant now) {
        this.id = id;
        this.dataSet = dataSet;
        this.createdAt = now;
        this.modifiedAt = now;
    }

    /** Takes the stream's own fields; what else a client sends along, such as the DataSet, is left alone. */
    void change(JsonNode asked, Instant now) {
        var method = method(asked, updateMethod);
        var names = asked.path("keyColumnNames").isArray()
                ? asked.path("keyColumnNames").values().stream()
                        .map(JsonNode::asString)
                        .toList()
                : keys;
        if (!names.isEmpty() || method.equals("UPSERT")) {
            dataSet.positions(names);
        }
        updateMethod = method;
        keys = names;
        modifiedAt = now;
    }

    static String method(JsonNode asked, String otherwise) {
        var method = asked.path("updateMethod").stringValue(otherwise);
        if (!Set.of("APPEND", "REPLACE", "UPSERT").contains(method)) {
            throw new Refusal(400, "updateMethod must be APPEND, REPLACE or UPSERT");
        }
        return method;
    }

    Execution execution(String executionId) {
        return executions.stream()
                .filter(each -> String.valueOf(each.id).equals(executionId))
                .findFirst()
                .orElseThrow(() -> Refusal.unknown("Execution " + executionId + " of stream " + id));
    }

    Map<String, Object> json(boolean deleted, boolean whole, @Nullable String fields) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", id);
        if (deleted) {
            shown.put("deleted", true);
        } else {
            shown.put("dataSet", whole ? dataSet.json() : dataSet.shortJson());
        }
        shown.put("updateMethod", updateMethod);
        if (!keys.isEmpty()) {
            shown.put("keyColumnNames", keys);
        }
        shown.put("createdAt", createdAt.toString());
        shown.put("modifiedAt", modifiedAt.toString());
        if (whole && !executions.isEmpty()) {
            shown.put("lastExecution", executions.get(executions.size() - 1).json());
        }
        if (fields != null && !fields.toLowerCase(Locale.ROOT).contains("all")) {
            var asked = List.of(fields.toLowerCase(Locale.ROOT).split("\\s*,\\s*", -1));
            shown.keySet()
                    .removeIf(each ->
                            !Set.of("id", "deleted").contains(each) && !asked.contains(each.toLowerCase(Locale.ROOT)));
        }
        return shown;
    }
}
