package io.domostream.loader.benchmark;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures what further workers bring where each has a slow line of its own, so that one machine can show ten of them. */
final class Spread {
    private static final long LINE = Long.getLong("benchmark.line", 200_000);
    private static final int ROWS_A_PART = Integer.getInteger("benchmark.part-rows", 4_000);
    private static final int AT_ONCE = 2;
    private final Options options;
    private final Stage stage;
    private final Crew crew;
    private final Map<String, List<Double>> uploads = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    private Spread(Options options, Stage stage, Crew crew) {
        this.options = options;
        this.stage = stage;
        this.crew = crew;
    }

    public static void main(String[] args) throws Exception {
        var options = Options.given();
        try (var stage = Stage.set();
                var repository = new Repository(stage.folder())) {
            new Spread(options, stage, new Crew(options, stage, repository)).run();
        }
    }

    private void run() throws IOException, InterruptedException, SQLException {
        stage.source().fill(options.scale(), false);
        var table = stage.source().lineitem();
        for (int round = 0; round < options.rounds(); round++) {
            for (int workers : options.workers(0, 1, 2, 3, 5, 10)) {
                measure(table, workers);
            }
        }
        uploads.forEach((name, seconds) -> {
            double median = seconds.stream().sorted().toList().get(seconds.size() / 2);
            lines.add("%s: upload %s s, %s rows/s"
                    .formatted(name, Report.number("%.2f", median), Report.number("%,.0f", table.rows() / median)));
        });
        new Outcome(options, "spread", stage.source().version()).write(lines, Map.of("uploadSeconds", uploads));
    }

    private void measure(Table table, int workers) throws IOException, InterruptedException, SQLException {
        var limited = SinkOptions.atOnce(table.rows()).withBytesPerSecond(LINE);
        var run = crew.run(table, limited, new Crew.Shape(ROWS_A_PART, AT_ONCE), workers);
        var name = workers == 0 ? "no workers" : workers + " workers";
        uploads.computeIfAbsent(name, unknown -> new ArrayList<>()).add(run.upload());
        var told = run.lines(name, table.rows(), table.rows() / ROWS_A_PART);
        told.forEach(System.out::println);
        lines.addAll(told);
    }
}
