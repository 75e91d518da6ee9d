package io.domostream.loader.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A DataSet: its schema, and its rows as a list of part files, so that REPLACE moves no bytes. */
final class DataSet {

    final String id;
    private final Instant createdAt;
    String name = "";
    String description = "";
    private Instant updatedAt;
    List<Column> columns = List.of();
    List<Part> parts = List.of();

    DataSet(String id, Instant now) {
        this.id = id;
        this.createdAt = now;
        this.updatedAt = now;
    }

    void change(JsonNode asked, Instant now) {
        if (asked.path("schema").path("columns").isArray()) {
            columns = Column.all(asked.path("schema").path("columns"));
        }
        name = asked.path("name").stringValue(name);
        description = asked.path("description").stringValue(description);
        updatedAt = now;
    }

    void content(List<Part> content, Instant now) {
        parts = List.copyOf(content);
        updatedAt = now;
    }

    /** Where these columns stand in a row. */
    List<Integer> positions(List<String> names) {
        var all = columns.stream().map(Column::name).toList();
        if (names.isEmpty() || !all.containsAll(names)) {
            throw new Refusal(400, "UPSERT needs keyColumnNames that are columns of the DataSet");
        }
        return names.stream().map(all::indexOf).toList();
    }

    Map<String, Object> json() {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", id);
        shown.put("name", name);
        shown.put("description", description);
        shown.put("rows", parts.stream().mapToLong(Part::rows).sum());
        shown.put("columns", columns.size());
        shown.put("schema", Map.of("columns", columns.stream().map(Column::json).toList()));
        shown.put("owner", owner());
        shown.put("createdAt", createdAt.toString());
        shown.put("updatedAt", updatedAt.toString());
        shown.put("pdpEnabled", false);
        return shown;
    }

    Map<String, Object> shortJson() {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", id);
        shown.put("pdpEnabled", false);
        return shown;
    }

    private static Map<String, Object> owner() {
        var owner = new LinkedHashMap<String, Object>();
        owner.put("id", 27);
        owner.put("name", "DomoSupport");
        return owner;
    }
}
