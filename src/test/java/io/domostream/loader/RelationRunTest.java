package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs over relations that are no plain table: each row is loaded once, and {@code plan} foretells it. */
class RelationRunTest {
    private static final String ROLE = "relation_reader";

    @TempDir
    static Path folder;

    private static World world;

    @BeforeAll
    static void begin() {
        world = new World(folder);
        var address = world.source.replaceAll("^jdbc:postgresql://localhost:(\\d+)/(\\w+).*", "$1 $2");
        TestPostgres.execute(
                world.source,
                "create role " + ROLE + " login",
                "create extension postgres_fdw",
                "create server far foreign data wrapper postgres_fdw options (host 'localhost', port '%s', dbname '%s')"
                        .formatted(address.replaceAll(" .*", ""), address.replaceAll(".* ", "")),
                "create user mapping for public server far options (user 'postgres', password_required 'false')",
                "create table remote (id int primary key, v int)",
                "insert into remote select g, g from generate_series(1, 1000) g",
                "create foreign table there (id int not null, v int) server far options (table_name 'remote')",
                "create table log (id int, note text)",
                "create table log_old () inherits (log)",
                "create table log_new () inherits (log)",
                "insert into log_old select g, repeat('x', 300) from generate_series(1, 9000) g",
                "insert into log_new select g, repeat('x', 300) from generate_series(9001, 12000) g",
                "create table partly (a int, b int, secret int)",
                "insert into partly select g, g, g from generate_series(1, 500) g",
                "grant select on there, log to " + ROLE,
                "grant select (a, b) on partly to " + ROLE);
    }

    @AfterAll
    static void end() {
        TestPostgres.execute(world.source, "drop owned by " + ROLE, "drop role " + ROLE);
        world.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            table: there, key: [id], parts: { rows: 100, parallel: 4 }   | 1000
            table: there, key: [id], snapshot: none                      | 1000
            table: log, parts: { rows: 1000, max-bytes: 1MB }            | 12000
            table: partly, exclude: [secret]                             | 500
            table: partly, exclude: [secret], key: [a]                   | 500
            """)
    void eachRowIsLoadedOnce(String load, int rows) {
        var name = "load-" + Integer.toHexString(load.hashCode());
        world.settings("%1$s: { %2$s, dataset: { name: %1$s } }".formatted(name, load));
        world.also("source.url: " + world.source.replace("user=postgres", "user=" + ROLE));
        var plan = world.run("plan", name, "--json");
        assertThat(plan.exitCode()).as(plan.err()).isZero();
        assertThat(plan.json().get("rows").asInt()).isEqualTo(rows);
        var run = world.run("run", name, "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.json().get("rows").asInt()).isEqualTo(rows);
        var ids = world.data(run.json().get("datasetId").asString())
                .lines()
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
        assertThat(ids).hasSize(rows).doesNotHaveDuplicates();
    }
}
