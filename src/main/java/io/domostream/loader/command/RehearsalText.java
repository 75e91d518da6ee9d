package io.domostream.loader.command;

import io.domostream.loader.report.Human;
import io.domostream.loader.report.NulledValues;
import java.util.LinkedHashMap;
import java.util.Map;

/** A rehearsal's outcome as JSON, and as people read it. */
final class RehearsalText {
    private static final String WELL = "rehearsed: every row was sent, read back and checked; Domo was not asked";

    private RehearsalText() {}

    /** As a run's answer; what stands for something in Domo or in the job repository is left empty. */
    static Map<String, Object> json(Rehearsal.Outcome outcome, long memoryBytes) {
        var json = new LinkedHashMap<>(outcome.result().json());
        json.put("runId", 0L);
        for (var name : new String[] {"streamId", "executionId", "datasetId"}) {
            json.put(name, null);
        }
        json.remove("report");
        boolean checked = !outcome.columns().isEmpty();
        json.put("valuesChecked", outcome.values());
        json.put("columns", outcome.columns());
        json.put("memoryBytes", memoryBytes);
        json.put("message", checked ? WELL : outcome.result().message());
        return json;
    }

    static String text(Rehearsal.Outcome outcome, long memoryBytes) {
        if (outcome.columns().isEmpty()) {
            return Failures.told(outcome.result().message(), outcome.result().runbook());
        }
        var json = outcome.result().json();
        var columns = new Table("column", "Domo type", "without value", "longest");
        outcome.columns()
                .forEach(c -> columns.row(c.name(), c.domoType(), Human.count(c.empty()), Human.count(c.longest())));
        return """
                load %s, %s

                %s

                %s in %s, %s checked: %s of CSV as %s, %s
                a run needs up to %s of memory for its parts""".formatted(
                        outcome.result().load(),
                        WELL,
                        columns,
                        Human.counted(number(json, "rows"), "row"),
                        Human.counted(number(json, "parts"), "part"),
                        Human.counted(outcome.values(), "value"),
                        Human.bytes(number(json, "bytesRaw")),
                        Human.bytes(number(json, "bytesSent")),
                        Human.seconds(json.get("seconds") instanceof Number seconds ? seconds.doubleValue() : 0),
                        Human.bytes(memoryBytes))
                + NulledValues.lineBelow(number(json, "nulledValues"));
    }

    private static long number(Map<String, Object> json, String name) {
        return json.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
