package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.databases.Engine;
import io.domostream.loader.databases.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole runs from other databases; from MySQL and MariaDB past a watermark with fractions of seconds. */
class OtherServersTest {
    private static final String LOAD = """
            %s:
              table: orders
              dataset: { name: %s }
              method: %s
              watermark: changed
              columns: { changed: STRING }
              parts: { rows: 100, parallel: 2, in-flight: 2 }
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB", "MARIADB_BY_MYSQL_DRIVER"})
    void twoNightsWithACrashInTheSecondBringEachRowOnce(Engine engine) {
        try (var database = engine.newDatabase(folder);
                var world = new World(folder)) {
            database.execute(
                    "create table orders (id int primary key, note varchar(50), changed datetime(6) not null, index (changed))");
            world.settings(
                    LOAD.formatted("merged", "Merged", "UPSERT") + LOAD.formatted("appended", "Appended", "APPEND"));
            world.also("source: { url: '%s', username: %s, password: '%s' }"
                    .formatted(database.url(), database.username(), database.password()));

            insert(database, 1, 300, "3 day");
            var first = world.run("run", "--all", "--json");
            assertThat(rows(first)).containsExactly(300L, 300L);

            insert(database, 301, 900, "2 day");
            try (var second = HeldRun.at(world, "--all", call -> call.contains("/part/"), 9)) {
                second.kill();
            }
            var again = world.run("run", "--all", "--json");
            assertThat(rows(again).stream().mapToLong(Long::longValue).sum()).isEqualTo(1200);
            var source = Rows.ordered(
                    database.rows(
                            "select id, note, trim(trailing '.' from trim(trailing '0' from cast(changed as char))) from orders"));
            var sets = dataSets(again);
            assertThat(Rows.inExport(world.data(sets.getOrDefault("merged", ""))))
                    .isEqualTo(source);
            assertThat(Rows.inExport(world.data(sets.getOrDefault("appended", ""))))
                    .isEqualTo(source);
            assertThat(statuses(world.run("run", "--all", "--json"))).containsOnly("NOTHING_TO_DO");
        }
    }

    /** Several pages of each, in the default way where a moment is known for it. */
    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "DUCKDB", "HSQLDB", "DERBY"})
    void aDatabaseInAFileIsLoaded(Engine engine) {
        try (var database = engine.newDatabase(folder);
                var world = new World(folder)) {
            database.execute("create table orders (id int not null primary key, note varchar(50))");
            for (int i = 0; i < 10; i++) {
                database.execute(IntStream.rangeClosed(1 + 30 * i, 30 + 30 * i)
                        .mapToObj("(%1$d, 'note %1$d')"::formatted)
                        .collect(Collectors.joining(", ", "insert into orders values ", "")));
            }
            world.settings("""
                    orders:
                      table: orders
                      dataset: { name: Orders }
                      parts: { rows: 100, parallel: 2, in-flight: 2 }
                    """);
            world.also("source.url: " + database.url());
            if (engine == Engine.HSQLDB || engine == Engine.DERBY) {
                assertThat(world.run("run", "orders").exitCode()).isEqualTo(2);
                world.also("loads.orders.snapshot: none");
            }
            assertThat(world.run("plan", "orders").exitCode()).isZero();
            var run = world.run("run", "orders", "--json");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(Rows.inExport(world.data(run.json().get("datasetId").asString())))
                    .isEqualTo(Rows.ordered(database.rows("select id, note from orders")));
        }
    }

    /** Ten of them in each second, so that rows differ by fractions alone. */
    private static void insert(TestDatabase database, int from, int to, String ago) {
        database.execute("""
                insert into orders with recursive r (n) as (select %d union all select n + 1 from r where n < %d)
                select n, concat('note ', n), timestamp(utc_date()) - interval %s + interval n * 100001 microsecond from r
                """.formatted(from, to, ago));
    }

    private static List<Long> rows(Loader run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        var rows = new ArrayList<Long>();
        run.json().get("loads").forEach(load -> rows.add(load.get("rows").asLong()));
        return rows;
    }

    private static List<String> statuses(Loader run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        var statuses = new ArrayList<String>();
        run.json().get("loads").forEach(load -> statuses.add(load.get("status").asString()));
        return statuses;
    }

    private static Map<String, String> dataSets(Loader run) {
        var sets = new HashMap<String, String>();
        run.json()
                .get("loads")
                .forEach(load -> sets.put(
                        load.get("load").asString(), load.get("datasetId").asString()));
        return sets;
    }
}
