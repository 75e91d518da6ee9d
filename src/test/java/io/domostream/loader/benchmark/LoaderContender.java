package io.domostream.loader.benchmark;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** The loader as a user starts it. */
record LoaderContender(String name, Table table, LoaderRuns runs) implements Contender {

    @Override
    public Measured run() throws IOException, InterruptedException, SQLException {
        var ended = runs.run(table, SinkOptions.atOnce(table.rows()), List.of());
        var answer = ended.json();
        var measured = Measured.of(ended).with("", answer);
        var upload = measured.get("phases.upload");
        return upload == null ? measured : measured.with(Measured.WORK, upload);
    }
}
