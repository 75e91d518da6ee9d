package io.domostream.loader.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A Spring Batch job as most people write it. */
record PlainBatchContender(String name, Table table, Source source, SinkProcess sink, Path folder)
        implements Contender {

    @Override
    public Measured run() throws IOException, InterruptedException {
        sink.reset(SinkOptions.atOnce(table.rows()));
        var command = Java.main(PlainBatch.class, source.url(), sink.partsOfNobody());
        var ended = Child.run(folder, List.of(command));
        return Measured.of(ended)
                .with(Measured.WORK, ended.json(table).get("seconds").asDouble());
    }
}
