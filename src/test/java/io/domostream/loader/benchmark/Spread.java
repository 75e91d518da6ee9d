package io.domostream.loader.benchmark;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures what further workers bring where each has a slow line of its own, so that one machine can show it. */
final class Spread {
    private static final long LINE = 2_000_000;
    private static final int MOST = 3;
    private final Options options;
    private final Stage stage;
    private final Map<String, List<Double>> uploads = new LinkedHashMap<>();

    private Spread(Options options, Stage stage) {
        this.options = options;
        this.stage = stage;
    }

    public static void main(String[] args) throws Exception {
        try (var stage = Stage.set()) {
            new Spread(Options.given(), stage).run();
        }
    }

    private void run() throws IOException, InterruptedException, SQLException {
        stage.source().fill(options.scale(), false);
        var table = stage.source().lineitem();
        var limited = SinkOptions.atOnce(table.rows()).withBytesPerSecond(LINE);
        for (int round = 0; round < options.rounds(); round++) {
            for (int workers = 0; workers <= MOST; workers++) {
                measure(table, limited, workers);
            }
        }
        var lines = new ArrayList<String>();
        uploads.forEach((name, seconds) -> {
            double median = seconds.stream().sorted().toList().get(seconds.size() / 2);
            lines.add("%s: upload %s s, %s rows/s"
                    .formatted(name, Report.number("%.2f", median), Report.number("%,.0f", table.rows() / median)));
        });
        new Outcome(options, "spread", stage.source().version()).write(lines, Map.of("uploadSeconds", uploads));
    }

    private void measure(Table table, SinkOptions limited, int workers)
            throws IOException, InterruptedException, SQLException {
        var ended = stage.loader(options).spread(table, limited, workers);
        var upload = Measured.of(ended).with("", ended.json()).get("phases.upload");
        var name = workers == 0 ? "no workers" : workers + " workers";
        uploads.computeIfAbsent(name, unknown -> new ArrayList<>()).add(upload == null ? ended.seconds() : upload);
        System.out.printf("%s: %s s%n", name, Report.number("%.2f", ended.seconds()));
    }
}
