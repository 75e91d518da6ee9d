package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run with nothing but the source. */
class RehearseTest {
    @TempDir
    Path folder;

    private final String source = TestPostgres.newDatabase();
    private Path data;

    @BeforeEach
    void begin() {
        data = folder.resolve("data");
    }

    @AfterEach
    void end() {
        TestPostgres.drop(source);
    }

    /** Neither Domo nor a job repository is in the settings. */
    private void settings(String load) {
        try {
            Files.createDirectories(folder.resolve("config"));
            Files.writeString(
                    folder.resolve("config/application.yaml"),
                    "source.url: %s\nloads:\n  orders:\n%s".formatted(source, load.indent(4)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Loader rehearse(int exitCode, String... more) {
        var end = Loader.run(folder, command(more));
        assertThat(end.exitCode()).as(end.err()).isEqualTo(exitCode);
        assertThat(data)
                .satisfiesAnyOf(
                        d -> assertThat(d).doesNotExist(), d -> assertThat(d).isEmptyDirectory());
        return end;
    }

    private String[] command(String... more) {
        var all = new String[more.length + 4];
        System.arraycopy(new String[] {"rehearse", "orders", "--data", data.toString()}, 0, all, 0, 4);
        System.arraycopy(more, 0, all, 4, more.length);
        return all;
    }

    @Test
    void valuesOfEveryDomoTypeAreReadBackAndChecked() {
        TestPostgres.execute(
                source,
                "create table orders (id bigint primary key, amount numeric, ratio float8, day date, at timestamptz, note text)",
                "insert into orders values (1, 12.50, 1e-9, '2026-02-28', '2026-02-28 23:59:59.9+00', 'a \"b\",' || chr(10) || 'é'),"
                        + " (2, null, 'NaN', 'infinity', null, ''), (3, -1, 'inf', '0001-01-01', '9999-12-31 00:00+00', null)",
                "insert into orders select g, g, g, date '2026-01-01' + g, now(), g from generate_series(4, 250) g");
        settings("""
                table: orders
                dataset: { name: Orders }
                parts: { rows: 50, parallel: 2 }
                """);
        var answer = rehearse(0, "--json").json();
        assertThat(answer.get("status").asString()).isEqualTo("COMPLETED");
        assertThat(answer.get("rows").asLong()).isEqualTo(250);
        assertThat(answer.get("parts").asInt()).isEqualTo(5);
        assertThat(answer.get("bytesRaw").asLong()).isPositive();
        assertThat(answer.get("nulledValues").asLong()).isEqualTo(3);
        assertThat(answer.get("valuesChecked").asLong()).isEqualTo(1500);
        assertThat(answer.get("columns").toString())
                .isEqualTo("[{\"name\":\"id\",\"domoType\":\"LONG\",\"empty\":0,\"longest\":3},"
                        + "{\"name\":\"amount\",\"domoType\":\"DECIMAL\",\"empty\":1,\"longest\":5},"
                        + "{\"name\":\"ratio\",\"domoType\":\"DOUBLE\",\"empty\":2,\"longest\":5},"
                        + "{\"name\":\"day\",\"domoType\":\"DATE\",\"empty\":1,\"longest\":10},"
                        + "{\"name\":\"at\",\"domoType\":\"DATETIME\",\"empty\":1,\"longest\":19},"
                        + "{\"name\":\"note\",\"domoType\":\"STRING\",\"empty\":2,\"longest\":8}]");
        assertThat(answer.get("memoryBytes").asLong()).isEqualTo(134_217_728);
        for (var ofDomo : new String[] {"streamId", "executionId", "datasetId"}) {
            assertThat(answer.get(ofDomo).isNull()).as(ofDomo).isTrue();
        }
    }

    @Test
    void peopleAreShownWhatARunNeeds() {
        Orders.table(source);
        settings("""
                table: orders
                dataset: { id: 6c8c1a1c }
                method: UPSERT
                parts: { rows: 1000, parallel: 2 }
                """);
        assertThat(rehearse(0).out())
                .startsWith("load orders, rehearsed: every row was sent, read back and checked; Domo was not asked")
                .contains("column  Domo type  without value  longest")
                .contains("2,000 rows in 2 parts, 4,000 values checked: ")
                .contains("a run needs up to 134.2 MB of memory for its parts");
    }

    @Test
    void anEmptyTableEndsAsItsRunWould() {
        TestPostgres.execute(source, "create table orders (id bigint primary key, note text)");
        settings("table: orders\ndataset: { name: Orders }");
        assertThat(rehearse(7, "--json").json().get("message").asString()).contains("min-rows");
        settings("table: orders\ndataset: { name: Orders }\nguard: { min-rows: 0 }");
        assertThat(rehearse(0, "--json").json().get("rows").asLong()).isZero();
        settings("table: orders\ndataset: { name: Orders }\nmethod: APPEND");
        assertThat(rehearse(0, "--json").json().get("status").asString()).isEqualTo("NOTHING_TO_DO");
    }

    @Test
    void aWrongTableOrValueIsTold() {
        settings("table: odrers\ndataset: { name: Orders }");
        assertThat(rehearse(2, "--json").json().get("message").asString()).contains("odrers");
        Orders.table(source);
        settings("table: orders\ndataset: { name: Orders }\ncolumns: { note: LONG }");
        assertThat(rehearse(3, "--json").json().get("message").asString()).contains("set the column to STRING");
    }

    @Test
    void wrongSettingsStopItBeforeAnythingIsMade() {
        settings("table: orders");
        assertThat(rehearse(2).err()).contains("loads.orders.dataset.name is missing");
        assertThat(data).doesNotExist();
        settings("table: orders\ndataset: { name: Orders }\nparameters: {}");
        assertThat(rehearse(2, "day=1").err()).contains("parameter day is 1");
    }

    @Test
    void neitherTheConfiguredDomoNorTheJobRepositoryIsAsked() {
        try (var world = Orders.world(folder)) {
            world.also("domo.retries: many\nspring.datasource.hikari.connection-init-sql: nonsense");
            TestPostgres.shut(world.repository);
            var end = world.run("rehearse", "orders", "--json");
            assertThat(end.exitCode()).as(end.err()).isZero();
            assertThat(end.json().get("rows").asLong()).isEqualTo(2000);
            assertThat(world.calls).isEmpty();
        }
    }
}
