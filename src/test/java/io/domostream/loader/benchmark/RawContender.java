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
        return Measured.of(ended)
                .with(Measured.WORK, ended.json(table).get("seconds").asDouble());
    }
}
