package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.pooler.Pooler;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the source refuses ends {@code plan} with the code that {@code run} ends with, and nothing is created in Domo. */
class SourceRefusedTest {
    private static final String ROLE = "refused_reader";

    @TempDir
    static Path folder;

    private static World world;

    @BeforeAll
    static void begin() {
        world = new World(folder);
        TestPostgres.execute(
                world.source,
                "create role " + ROLE + " login",
                "create extension file_fdw",
                "create server files foreign data wrapper file_fdw",
                "create foreign table a_file (id int, v int) server files options (program 'echo 1,2', format 'csv')",
                "create table closed (id int primary key, v text)",
                "create table partly (id int primary key, v text, hidden int)",
                "create table policed (id int primary key, tenant text)",
                "create policy tenants on policed using (tenant = 'a')",
                "alter table policed enable row level security",
                "create table plain (id int primary key, v text, f float8, at timestamptz)",
                "insert into plain values (1, 'x', 'NaN', now())",
                "insert into policed select g, 'a' from generate_series(1, 10) g",
                "create view divided as select id, 1 / (id - 1) as v from plain",
                "create materialized view unpopulated as select * from plain with no data",
                "grant select on policed, plain, divided, unpopulated, a_file to " + ROLE,
                "grant select (id, v) on partly to " + ROLE,
                "insert into partly select g, 'v', g from generate_series(1, 10) g");
    }

    @AfterAll
    static void end() {
        TestPostgres.execute(world.source, "drop owned by " + ROLE, "drop role " + ROLE);
        world.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            table: closed                                                        | 2 | table-not-readable
            table: partly                                                        | 2 | table-not-readable
            `table: partly, exclude: [hidden], key: [hidden]`                    | 2 | table-not-readable
            `table: partly, exclude: [hidden], method: UPSERT, watermark: hidden` | 2 | table-not-readable
            table: policed                                                       | 2 | rows-hidden
            `table: plain, method: UPSERT, watermark: f`                         | 2 | source-settings
            `table: a_file, key: [id]`                                           | 2 | foreign-table
            `table: divided, key: [id]`                                          | 3 | value-not-converted
            `query: 'select id, 1 / (id - 1) as v from plain'`                   | 3 | value-not-converted
            `query: 'select id, 1 / (id - 1) as v from plain order by id'`       | 3 | value-not-converted
            `table: plain, columns: { v: LONG }`                                 | 3 | value-not-converted
            table: unpopulated                                                   | 3 | query-failed
            `table: unpopulated, key: [id]`                                      | 3 | query-failed
            """)
    void planEndsAsRunAndNothingIsCreated(String load, int code, String runbook) {
        world.settings("refused: { %s, dataset: { name: Refused } }".formatted(load));
        world.also("source.url: " + world.source.replace("user=postgres", "user=" + ROLE));
        refused(code, runbook);
    }

    @Test
    void aPoolerInStatementModeIsRefused() {
        try (var pooler = Pooler.start(world.source, ROLE, Pooler.Mode.STATEMENT, 3)) {
            world.settings("refused: { table: plain, dataset: { name: Refused } }");
            world.also("source.url: " + pooler.url());
            refused(2, "source-pooler");
        }
    }

    private static void refused(int code, String runbook) {
        world.calls.clear();
        for (var command : new String[] {"plan", "run"}) {
            var result = world.run(command, "refused", "--json");
            assertThat(result.exitCode()).as(result.err()).isEqualTo(code);
            assertThat(result.json().get("exitCode").asInt()).isEqualTo(code);
            assertThat(result.err()).contains("#" + runbook);
        }
        assertThat(world.calls).noneMatch(call -> call.matches("(POST|PUT|PATCH|DELETE) /v1.*"));
    }

    @Test
    void wantedRowsOfAPolicyAreLoaded() {
        world.settings("visible: { table: policed, row-security: apply, dataset: { name: Visible } }");
        world.also("source.url: " + world.source.replace("user=postgres", "user=" + ROLE));
        assertThat(world.run("plan", "visible").exitCode()).isZero();
        var run = world.run("run", "visible", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.json().get("rows").asInt()).isEqualTo(10);
    }
}
