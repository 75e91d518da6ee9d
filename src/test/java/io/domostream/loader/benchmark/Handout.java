package io.domostream.loader.benchmark;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures what handing out slices costs: as many as there may be, each of one part so small that nothing else counts. */
final class Handout {
    private static final int ROWS_A_PART = 100;
    private static final int AT_ONCE = 4;
    private static final double SMALL = 0.0166;

    private Handout() {}

    public static void main(String[] args) throws Exception {
        var options = Options.given();
        try (var stage = Stage.set();
                var repository = new Repository(stage.folder())) {
            stage.source().fill(SMALL, false);
            measure(options, stage, new Crew(options, stage, repository));
        }
    }

    private static void measure(Options options, Stage stage, Crew crew)
            throws IOException, InterruptedException, SQLException {
        var table = stage.source().lineitem();
        long parts = table.rows() / ROWS_A_PART;
        var lines = new ArrayList<String>();
        var uploads = new ArrayList<Double>();
        for (int round = 0; round < options.rounds(); round++) {
            for (int workers : options.workers(0, 1, 3)) {
                var shape = new Crew.Shape(ROWS_A_PART, AT_ONCE);
                var run = crew.run(table, SinkOptions.atOnce(table.rows()), shape, workers);
                uploads.add(run.upload());
                lines.addAll(run.lines(workers + " workers", table.rows(), parts));
                lines.addAll(round == 0 ? run.statements(parts) : List.of());
            }
        }
        new Outcome(options, "handout", stage.source().version()).write(lines, Map.of("uploadSeconds", uploads));
    }
}
