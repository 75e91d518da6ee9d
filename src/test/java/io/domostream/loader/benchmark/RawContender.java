package io.domostream.loader.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The rows read and thrown away: as fast as it gets. */
record RawContender(String name, Table table, Source source, Path folder) implements Contender {

    @Override
    public Measured run() throws IOException, InterruptedException {
        var ranges = folder.resolve(name + ".ranges");
        Files.write(ranges, table.ranges());
        var command = Java.quick(RawCopy.class, source.url(), table.name(), ranges.toString());
        var ended = Child.run(folder, List.of(command));
        var answer = ended.json();
        long rows = answer.get("rows").asLong();
        if (rows != table.rows()) {
            throw new IOException("%s: %d rows of %d".formatted(name, rows, table.rows()));
        }
        return Measured.of(ended).with(Measured.WORK, answer.get("seconds").asDouble());
    }
}
