package io.domostream.loader.command;

import io.domostream.loader.job.RunResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people read where no JSON is asked for. */
final class Answers {
    private Answers() {}

    static String summary(RunResult result) {
        var json = result.json();
        if (!result.message().equals("committed and verified")) {
            return result.message();
        }
        return "load %s: %s rows in %s parts, %.1f MB of CSV as %.1f MB, %s s; stream %s, Domo execution %s, DataSet %s"
                .formatted(
                        result.load(),
                        json.get("rows"),
                        json.get("parts"),
                        mega(json.get("bytesRaw")),
                        mega(json.get("bytesSent")),
                        json.get("seconds"),
                        json.get("streamId"),
                        json.get("executionId"),
                        json.get("datasetId"));
    }

    private static double mega(@Nullable Object bytes) {
        return bytes instanceof Number n ? n.longValue() / 1_000_000.0 : 0;
    }

    /** A table with the columns in the order of the first row's names. */
    static String table(List<? extends Map<String, ?>> rows) {
        if (rows.isEmpty()) {
            return "none";
        }
        var text = new StringBuilder(String.join("\t", rows.get(0).keySet()));
        for (var row : rows) {
            text.append(System.lineSeparator())
                    .append(String.join(
                            "\t",
                            row.values().stream()
                                    .map(v -> v == null ? "-" : v.toString())
                                    .toList()));
        }
        return text.toString();
    }
}
