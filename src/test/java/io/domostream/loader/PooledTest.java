package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.pooler.Pooler;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs whose source, or job repository, is reached through a connection pooler. */
class PooledTest {
    private static final String ROLE = "pooled_reader";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"shared", "none"})
    void aSourceBehindATransactionPoolerIsLoadedExactly(String snapshot) {
        try (var world = new World(folder)) {
            TestPostgres.execute(
                    world.source,
                    "create role " + ROLE + " login",
                    "alter role " + ROLE + " set bytea_output = 'escape'",
                    "alter role " + ROLE + " set intervalstyle = 'postgres_verbose'",
                    "alter role " + ROLE + " set extra_float_digits = -3",
                    "alter role " + ROLE + " set datestyle = 'German'",
                    "create table t (id int primary key, f8 float8, i interval, b bytea, at timestamptz, bs bytea[])",
                    "insert into t select g, g / 3.0, g * interval '21 days 901 hours', decode(md5(g::text), 'hex'),"
                            + " timestamptz '2026-01-01 00:00Z' + g * interval '1 min', array[decode(md5(g::text), 'hex')]"
                            + " from generate_series(1, 3000) g",
                    "grant select on t to " + ROLE);
            try (var pooler = Pooler.start(world.source, ROLE, Pooler.Mode.TRANSACTION, 10)) {
                world.settings("t: { table: t, dataset: { name: T }, snapshot: %s, parts: { rows: 300, parallel: 6 } }"
                        .formatted(snapshot));
                var direct = loaded(world);
                world.also("source.url: " + pooler.url());
                assertThat(loaded(world)).isEqualTo(direct);
            } finally {
                TestPostgres.execute(world.source, "drop owned by " + ROLE, "drop role " + ROLE);
            }
        }
    }

    private static String loaded(World world) {
        var run = world.run("run", "t", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.json().get("rows").asInt()).isEqualTo(3000);
        return world.data(run.json().get("datasetId").asString())
                .lines()
                .sorted()
                .reduce("", (a, b) -> a + b + "\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aJobRepositoryBehindATransactionPoolerIsRefused(int sessions) {
        try (var world = Orders.world(folder);
                var pooler = Pooler.start(world.repository, "postgres", Pooler.Mode.TRANSACTION, sessions)) {
            world.also("spring.datasource.url: " + pooler.url());
            for (var command : new String[] {"run orders", "plan orders", "status orders", "abort orders"}) {
                var result = world.run(command.split(" ", 2));
                assertThat(result.exitCode()).as(command).isEqualTo(2);
                assertThat(result.err()).contains("#repository-pooled");
            }
            assertThat(world.calls).isEmpty();
            assertThat(TestPostgres.relations(world.repository)).isEmpty();
        }
    }

    @Test
    void aJobRepositoryBehindASessionPoolerWorks() {
        try (var world = Orders.world(folder);
                var pooler = Pooler.start(world.repository, "postgres", Pooler.Mode.SESSION, 12)) {
            world.also("spring.datasource.url: " + pooler.url());
            Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
        }
    }

    @Test
    void aJobRepositoryBehindAStatementPoolerIsRefused() {
        try (var world = Orders.world(folder);
                var pooler = Pooler.start(world.repository, "postgres", Pooler.Mode.STATEMENT, 4)) {
            world.also("spring.datasource.url: " + pooler.url());
            assertThat(world.run("run", "orders").exitCode()).isEqualTo(2);
            assertThat(world.calls).isEmpty();
        }
    }
}
