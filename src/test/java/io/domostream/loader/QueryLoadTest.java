package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A query with parameters, from the command line to the DataSet. */
class QueryLoadTest {
    private static final String LOAD = """
            sales:
              query: |
                select id, country, sold, amount from sales -- :not_a_parameter
                where sold::date = :day and country in (:countries) and amount >= :least
              %s
              dataset: { name: Sales }
              method: APPEND
              parts: { rows: 100, parallel: 2, in-flight: 2 }
              parameters:
                day: { type: date, default: 2026-01-02 }
                countries: { type: list, default: "DE,FR" }
                least: { type: decimal, default: 0 }
            """;

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() {
        world = new World(folder);
        TestPostgres.execute(
                world.source,
                "create table sales (id bigint primary key, country text, sold timestamp, amount numeric)",
                "insert into sales select g, (array['DE', 'FR', 'a, b', $$' or true --$$])[1 + g % 4],"
                        + " timestamp '2026-01-01' + g * interval '1 minute', g / 10.0 from generate_series(1, 4000) g");
    }

    @AfterEach
    void end() {
        world.close();
    }

    private void is(Loader run, String where) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Rows.inExport(world.data(run.json().get("datasetId").asString())))
                .isEqualTo(Rows.inDatabase(
                        world.source,
                        "select id, country, to_char(sold, 'YYYY-MM-DD HH24:MI:SS'), amount::text from sales where "
                                + where));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            day=2026-01-02         | sold::date = '2026-01-02' and country in ('DE', 'FR')
            countries="a, b",DE    | sold::date = '2026-01-02' and country in ('a, b', 'DE')
            countries=' or true -- | sold::date = '2026-01-02' and country = $$' or true --$$
            least=200.5            | sold::date = '2026-01-02' and country in ('DE', 'FR') and amount >= 200.5
            """)
    void exactlyTheRowsThatTheParametersChooseArrive(String parameter, String where) {
        world.settings(LOAD.formatted("key: [id]"));
        is(world.run("run", "sales", parameter, "--json"), where);
    }

    @ParameterizedTest
    @ValueSource(strings = {"key: [id]", "exclude: []"})
    void aRunThatWasKilledGoesOnWithItsOwnParametersAndThenComesTheNext(String paging) {
        world.settings(LOAD.formatted(paging));
        try (var first = HeldRun.at(world, "sales", call -> call.endsWith("/part/3"), 1)) {
            first.kill();
        }
        var next = world.run("run", "sales", "day=2026-01-03", "--json");
        is(next, "sold::date in ('2026-01-02', '2026-01-03') and country in ('DE', 'FR')");
        var again = world.run("run", "sales", "day=2026-01-03", "--json");
        assertThat(again.json().get("status").asString()).isEqualTo("NOTHING_TO_DO");
    }

    @Test
    void defaultsAreKeptAsTheyWereWhenTheRunBegan() {
        world.settings(LOAD.formatted("key: [id]"));
        world.on(call -> {
            if (call.contains("/part/")) {
                throw new World.Instead(400, Map.of());
            }
        });
        assertThat(world.run("run", "sales").exitCode()).isEqualTo(4);
        world.on(call -> {});
        world.also("loads.sales.parameters: { day: { default: 2026-01-03 }, countries: { default: DE } }");
        is(world.run("run", "sales", "--json"), "sold::date = '2026-01-02' and country in ('DE', 'FR')");
    }
}
