package io.domostream.loader.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One line of shell: {@code psql | gzip -6 | curl}. */
record ShellContender(String name, Table table, Source source, SinkProcess sink, Path folder) implements Contender {
    private static final long UINT = 1L << 32;

    /** Which of its programs are not on the path. */
    static List<String> missing() {
        return Stream.of("psql", "gzip", "curl")
                .filter(program -> Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .noneMatch(place -> Files.isExecutable(Path.of(place, program))))
                .toList();
    }

    @Override
    public Measured run() throws IOException, InterruptedException {
        sink.reset(SinkOptions.atOnce(table.rows()));
        var copy = "COPY %s TO STDOUT (FORMAT csv)".formatted(table.name());
        var ended = Child.run(
                folder,
                List.of(
                        List.of("psql", "-X", "-d", source.libpq(), "-c", copy),
                        List.of("gzip", "-6"),
                        List.of(
                                "curl",
                                "-sSf",
                                "-H",
                                "Content-Type: text/csv",
                                "-H",
                                "Content-Encoding: gzip",
                                "-T",
                                "-",
                                sink.partsOfNobody() + "1")));
        // It counts no rows, so their length has to tell that all are there.
        long inflated = sink.stats().inflated();
        if (inflated != table.bytes() % UINT) {
            throw new IOException("%s: %d bytes of CSV of %d".formatted(name, inflated, table.bytes()));
        }
        return Measured.of(ended);
    }
}
