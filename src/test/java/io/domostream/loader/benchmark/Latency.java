package io.domostream.loader.benchmark;

import io.domostream.loader.benchmark.SinkOptions.Refusing;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures how the loader's throughput bears a Domo that is far away, and one that says 429 for a while. */
final class Latency {
    private static final long LINE = 20_000_000;
    private static final long[] LATENCIES = {0, 50, 200};
    private static final long WINDOW = 3_000;

    private final Options options;
    private final Stage stage;
    private final Map<String, List<LatencyRun>> runs = new LinkedHashMap<>();

    private Latency(Options options, Stage stage) {
        this.options = options;
        this.stage = stage;
    }

    public static void main(String[] args) throws Exception {
        try (var stage = Stage.set()) {
            new Latency(Options.given(), stage).run();
        }
    }

    private void run() throws IOException, InterruptedException, SQLException {
        stage.source().fill(options.scale(), false);
        var table = stage.source().lineitem();
        var unlimited = SinkOptions.atOnce(table.rows());
        var limited = unlimited.withBytesPerSecond(LINE);
        for (int round = 0; round < options.rounds(); round++) {
            measure(LatencyReport.UNLIMITED, table, unlimited);
            for (long latency : LATENCIES) {
                measure("%d ms, 20 MB/s a connection".formatted(latency), table, limited.withLatency(latency));
            }
        }
        var report = new LatencyReport(runs);
        var lines = new ArrayList<>(report.lines());
        long middle = report.endMillis() / 2;
        for (Integer retryAfter : new Integer[] {null, 1}) {
            var window = new Refusing(0, middle, WINDOW, retryAfter);
            var name = "429 for 3 s, " + (retryAfter == null ? "no Retry-After" : "Retry-After: " + retryAfter);
            lines.add(LatencyReport.window(name, window, measure(name, table, unlimited.with(window))));
        }
        new Outcome(options, "latency", stage.source().version()).write(lines, Map.of("runs", runs));
    }

    private LatencyRun measure(String name, Table table, SinkOptions asked)
            throws IOException, InterruptedException, SQLException {
        var ended = stage.loader(options).run(table, asked, List.of());
        var upload = Measured.of(ended).with("", ended.json()).get("phases.upload");
        var run = new LatencyRun(asked, upload, ended.seconds(), stage.sink().stats());
        runs.computeIfAbsent(name, unknown -> new ArrayList<>()).add(run);
        System.out.printf("%s: %s s%n", name, Report.number("%.2f", ended.seconds()));
        return run;
    }
}
