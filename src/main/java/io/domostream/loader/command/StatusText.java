package io.domostream.loader.command;

import io.domostream.loader.report.Human;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs as people read them: a table, and below it what each load's next run would do. */
final class StatusText {
    private StatusText() {}

    static String of(List<Map<String, Object>> runs) {
        if (runs.isEmpty()) {
            return "no runs yet";
        }
        var table = new Table(
                "load", "run", "status", "begun (UTC)", "ended (UTC)", "parts", "rows", "stream", "Domo execution");
        var next = new StringBuilder();
        for (var run : runs) {
            table.row(
                    run.get("load"),
                    run.get("runId"),
                    run.get("status"),
                    time(run.get("begun")),
                    time(run.get("ended")),
                    "%s of %s".formatted(run.get("partsDone"), run.get("parts")),
                    run.get("rows") instanceof Number rows ? Human.count(rows.longValue()) : null,
                    run.get("streamId"),
                    run.get("executionId"));
            if (run.get("next") instanceof String text && !text.isEmpty()) {
                next.append("\n\n%s: %s".formatted(run.get("load"), text.replace("; ", ";\n    ")));
            }
        }
        return table.toString() + next;
    }

    private static @Nullable String time(@Nullable Object time) {
        return time == null ? null : time.toString().replace('T', ' ').replaceAll("\\..*", "");
    }
}
