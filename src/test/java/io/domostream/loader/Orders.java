package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The load most tests are about: 2,000 rows with gaps between their keys, in twenty parts. */
final class Orders {
    static final String LOAD = """
            orders:
              table: orders
              dataset: { name: Orders }
              parts: { rows: 100, parallel: 2, in-flight: 2 }
            """;

    private Orders() {}

    static World world(Path folder) {
        return in(new World(folder));
    }

    static World in(World world) {
        table(world.source);
        world.settings(LOAD);
        return world;
    }

    static void table(String database) {
        TestPostgres.execute(
                database,
                "create table orders (id bigint primary key, note text)",
                "insert into orders select g * 3, 'note ' || g from generate_series(1, 2000) g");
    }

    static void loaded(World world, LoaderProcess run) {
        loaded(world, new Loader(run.exitCode(), run.out(), run.err()), 2000);
    }

    /** The run went well, and its DataSet holds the first so many rows, each once. */
    static void loaded(World world, Loader run, long rows) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(sorted(world.data(run.json().get("datasetId").asString()))).isEqualTo(rows(rows));
    }

    private static String rows(long count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(g -> "%d,note %d".formatted(g * 3, g))
                .collect(Collectors.joining("\n"));
    }

    private static String sorted(String csv) {
        return csv.lines()
                .map(l -> l.replace("\"", ""))
                .sorted(Comparator.comparingLong(l -> Long.parseLong(l.substring(0, l.indexOf(',')))))
                .collect(Collectors.joining("\n"));
    }
}
