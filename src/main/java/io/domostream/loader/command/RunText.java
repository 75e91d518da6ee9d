package io.domostream.loader.command;

import io.domostream.loader.job.RunResult;
import io.domostream.loader.report.Human;
import io.domostream.loader.report.NulledValues;
import io.domostream.loader.report.Progress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A run's end as people read it: a line, with another on values that became null or on where a failure is explained, and a table of what was done how fast. */
final class RunText {
    private static final String WELL = "committed and verified";

    private RunText() {}

    static String line(RunResult result) {
        var json = result.json();
        return result.message().equals(WELL)
                ? "load %s: %s in %s, %s of CSV as %s, %s; stream %s, Domo execution %s, DataSet %s%s"
                        .formatted(
                                result.load(),
                                Human.counted(number(json, "rows"), "row"),
                                Human.counted(number(json, "parts"), "part"),
                                Human.bytes(number(json, "bytesRaw")),
                                Human.bytes(number(json, "bytesSent")),
                                seconds(json),
                                json.get("streamId"),
                                json.get("executionId"),
                                json.get("datasetId"),
                                NulledValues.lineBelow(number(json, "nulledValues")))
                : Failures.told(result.message(), result.runbook());
    }

    static String table(RunResult result, Progress progress) {
        var json = result.json();
        var rates = progress.rates();
        return new Table(
                                "rows",
                                "parts",
                                "CSV",
                                "sent",
                                "time",
                                "rows/s",
                                "MB/s",
                                "retries",
                                "stream",
                                "Domo execution",
                                "DataSet")
                        .row(
                                Human.count(number(json, "rows")),
                                Human.count(number(json, "parts")),
                                Human.bytes(number(json, "bytesRaw")),
                                Human.bytes(number(json, "bytesSent")),
                                seconds(json),
                                Human.count(rates.rowsASecond()),
                                String.format(Locale.ROOT, "%.1f", rates.megabytesASecond()),
                                rates.retries(),
                                json.get("streamId"),
                                json.get("executionId"),
                                json.get("datasetId"))
                + workers(progress.times().seconds());
    }

    /** Several loads, a line each. */
    static String summary(List<RunResult> results) {
        var table = new Table("load", "status", "exit code", "rows", "parts", "time", "message");
        for (var result : results) {
            var json = result.json();
            table.row(
                    result.load(),
                    result.status(),
                    result.exitCode(),
                    Human.count(number(json, "rows")),
                    Human.count(number(json, "parts")),
                    seconds(json),
                    result.message());
        }
        return table
                + results.stream()
                        .filter(result -> nulledValues(result) > 0)
                        .map(result -> "%sload %s: %s"
                                .formatted(
                                        System.lineSeparator(),
                                        result.load(),
                                        NulledValues.message(nulledValues(result))))
                        .collect(Collectors.joining());
    }

    /** Of several loads those that failed, and where a person reads on: the last that is said of them. */
    static List<String> places(List<RunResult> results) {
        return results.stream()
                .filter(result -> result.runbook() != null)
                .map(result ->
                        "load %s: exit code %d, see %s".formatted(result.load(), result.exitCode(), result.runbook()))
                .toList();
    }

    /** What to look at when it should be faster: the source, the processor, the way to Domo, or the job repository. */
    private static String workers(Map<String, Double> seconds) {
        // Those who wait have others do the work.
        var working = new LinkedHashMap<>(seconds);
        working.remove("wait");
        double all = working.values().stream().mapToDouble(d -> d).sum();
        if (all == 0) {
            return "";
        }
        return working.entrySet().stream()
                .map(spent -> "%s %.0f %%".formatted(spent.getKey(), 100 * spent.getValue() / all))
                .collect(Collectors.joining(", ", System.lineSeparator() + "workers' time: ", ""));
    }

    private static long nulledValues(RunResult result) {
        return number(result.json(), "nulledValues");
    }

    private static long number(Map<String, Object> json, String name) {
        return json.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static String seconds(Map<String, Object> json) {
        return Human.seconds(json.get("seconds") instanceof Number number ? number.doubleValue() : 0);
    }
}
