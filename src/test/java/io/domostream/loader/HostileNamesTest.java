package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and values that are SQL to whoever pastes them into a statement. */
class HostileNamesTest {
    private static final String TABLE = "or\"\"ders'; drop table victim; --";
    private static final String KEY = "i\"\"d'); delete from victim; /*";
    private static final String COLUMN = "größe \\ $$ '' */ ;";
    private static final String VALUE = "it's \\' or 1=1; drop table victim; --";

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() {
        world = new World(folder);
        TestPostgres.execute(
                world.source,
                "create table victim (id bigint primary key, v text)",
                "insert into victim select g, 'v' from generate_series(1, 20) g",
                "create table \"%s\" (\"%s\" text primary key, \"%s\" text)".formatted(TABLE, KEY, COLUMN),
                "insert into \"%s\" select 'it''s \\'' ; -- ' || lpad(g::text, 3, '0'), 'n' from generate_series(1, 50) g"
                        .formatted(TABLE));
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void namesOfTablesAndColumnsAreOnlyNames() {
        world.settings("""
                orders:
                  table: %s
                  key: [%s]
                  columns: { "[%s]": STRING }
                  dataset: { name: Orders }
                  parts: { rows: 7 }
                """.formatted(
                yaml("public.\"" + TABLE + "\""), yaml(KEY.replace("\"\"", "\"")), COLUMN.replace("\\", "\\\\")));
        var rows = IntStream.rangeClosed(1, 50)
                .mapToObj("it's \\' ; -- %03d,n"::formatted)
                .toList();
        loads(rows, "run", "orders", "--json");
    }

    @Test
    void aParametersValueIsOnlyAValue() {
        world.settings("""
                orders:
                  query: select id, v, :given as given from victim where v <> :given
                  key: [id]
                  parameters: { given: { type: text } }
                  dataset: { name: Orders }
                  parts: { rows: 7 }
                """);
        var rows = IntStream.rangeClosed(1, 20)
                .mapToObj(id -> "%d,v,%s".formatted(id, VALUE))
                .toList();
        loads(rows, "run", "orders", "given=" + VALUE, "--json");
    }

    @Test
    void aParametersNameIsRefusedUnlessItIsDeclared() {
        world.settings(Orders.LOAD);
        var run = world.run("run", "orders", "x'; drop table victim; --=1", "--json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(world.calls).isEmpty();
    }

    private void loads(List<String> rows, String... command) {
        var run = world.run(command);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(world.data(run.json().get("datasetId").asString()).lines())
                .containsExactlyInAnyOrderElementsOf(rows);
        // Throws where the table is gone, or a row of it.
        TestPostgres.execute(world.source, "select 1 / (count(*) = 20)::int from victim");
    }

    private static String yaml(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
