package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Settings that YAML has another value for reach source and Domo as they are written. */
class WrittenSettingsTest {
    private static final String SPELLINGS = "NO,01234,1e3,0x10,12:30:45,2026-01-01,1_000";

    @TempDir
    static Path folder;

    private static World world;

    @BeforeAll
    static void begin() {
        world = new World(folder, SimulatorOptions.defaults());
        TestPostgres.execute(
                world.source,
                "create table spelled (id bigint primary key, spelling text)",
                "insert into spelled select g, (string_to_array('%s,false,668,1000,16', ','))[g]".formatted(SPELLINGS)
                        + " from generate_series(1, 11) g",
                "create table odd (\"on\" bigint primary key, \"NO\" text not null, \"0x10\" bigint not null, \"007\" text)",
                "insert into odd select g, 'no ' || g, g * 2, 'x' from generate_series(1, 20) g");
    }

    @AfterAll
    static void end() {
        world.close();
    }

    private static String spelled(String condition, String parameter) {
        return """
                spelled:
                  query: select id, spelling from spelled where spelling %s
                  key: [id]
                  dataset: { name: Spelled }
                  guard: { max-shrink: 100%% }
                  parameters: { p: { %s } }
                """.formatted(condition, parameter);
    }

    private static List<String> spellings(Loader run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return world.data(run.json().get("datasetId").asString())
                .lines()
                .map(line -> line.replaceFirst("^\\d+,", "").replace("\"", ""))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO", "01234", "12:30:45"})
    void aDefaultReachesTheQueryUnchanged(String spelling) {
        world.settings(spelled("= :p", "type: text, default: " + spelling));
        assertThat(spellings(world.run("run", "spelled", "--json"))).containsExactly(spelling);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[NO, 01234, 0x10]", "'NO,01234,0x10'"})
    void aListsDefaultReachesTheQueryUnchanged(String list) {
        world.settings(spelled("in (:p)", "type: list, default: " + list));
        assertThat(spellings(world.run("run", "spelled", "--json"))).containsExactly("01234", "0x10", "NO");
    }

    @Test
    void propertiesReachTheQueryUnchanged() throws IOException {
        world.settings(spelled("= :p", "type: text, default: other"));
        var properties = folder.resolve("config/application.properties");
        Files.writeString(properties, "loads.spelled.parameters.p.default=01234");
        try {
            assertThat(spellings(world.run("run", "spelled", "--json"))).containsExactly("01234");
        } finally {
            Files.delete(properties);
        }
    }

    @Test
    void anEnvironmentVariableReachesTheQueryUnchanged() {
        world.settings(spelled("= :p", "type: text, default: other"));
        try (var run = LoaderProcess.start(
                folder, Map.of("LOADS_SPELLED_PARAMETERS_P_DEFAULT", "1e3"), "run", "spelled", "--json")) {
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(spellings(run.ended())).containsExactly("1e3");
        }
    }

    @Test
    void columnsAreThoseThatAreWritten() {
        world.settings("""
                odd:
                  table: odd
                  key: [on]
                  columns: { NO: STRING, 0x10: DECIMAL }
                  exclude: [007]
                  rename: { NO: off, 0x10: 1e3 }
                  dataset: { name: NO }
                  method: UPSERT
                  merge-key: [on, NO]
                  watermark: 0x10
                """);
        var run = world.run("run", "odd", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(world.data(run.json().get("datasetId").asString()).lines())
                .hasSize(20)
                .contains("7,no 7,14");
        var plan = world.run("plan", "odd", "--json").json().get("columns");
        assertThat(plan.valueStream()
                        .map(column -> column.get("name").asString() + " "
                                + column.get("domoType").asString()))
                .containsExactly("on LONG", "off STRING", "1e3 DECIMAL");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"a, off", "b, 007", "c, 1_0", "d, '~'"})
    void aDataSetHasTheNameThatIsWritten(String load, String name) {
        world.settings("%s: { table: odd, dataset: { name: %s } }".formatted(load, name));
        var run = world.run("run", load, "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        var streams = JsonMapper.shared()
                .readTree(world.run("streams", "list", "--all").out());
        assertThat(streams.valueStream()
                        .map(stream -> stream.get("dataSet").get("name").asString()))
                .contains(name.replace("'", ""));
    }

    @ParameterizedTest
    @CsvSource({"on", "007"})
    void aLoadAndItsGroupHaveTheNamesThatAreWritten(String name) {
        world.settings("%1$s: { table: odd, dataset: { name: Odd %1$s } }".formatted(name));
        world.also("groups: { %1$s: [%1$s] }".formatted(name));
        var run = world.run("run", "--group=" + name, "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            loads.odd.table: ~                       | loads.odd.table is ~
            loads.odd.key: [on, null]                | loads.odd.key[1] is null
            "loads.odd: { columns: { ~: STRING } }"  | loads.odd.columns is ~
            loads.other.table: ~                     | loads.other.table is ~
            domo.client-secret: NULL                 | domo.client-secret is NULL
            source.password: ~                       | source.password is ~
            groups.nightly: [~]                      | groups.nightly[0] is ~
            loader.create-tables: perhaps            | loader.create-tables is perhaps
            loads.odd.key: [on, NO, ON]              | loads.odd.key is [on, NO, ON]
            loads.odd.exclude: [NO, NO]              | loads.odd.exclude is [NO, NO]
            "loads.odd: { columns: { NO: STRING, no: STRING } }" | loads.odd.columns is
            "loads.odd: { exclude: [NO], merge-key: [no], method: UPSERT }" | loads.odd.merge-key is no
            "loads.odd: { parameters: { p: { type: text, default: [a] } } }" | loads.odd.parameters.p.default is [a]
            loads.odd.key: !!int 1                   | application.yaml is unusable at line
            "loads.odd: { lag: 1, lag: 2 }"          | application.yaml is no YAML at line
            """)
    void aMistakeIsOneLineAndNothingIsOpened(String setting, String line) {
        world.settings("odd: { table: odd, dataset: { name: Odd } }");
        world.also("report.directory: ''");
        world.also("source.url: jdbc:postgresql://127.0.0.1:1/nowhere");
        world.also(setting);
        world.calls.clear();
        var run = world.run("run", "odd", "--json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.said().lines()).as(run.err()).hasSize(1);
        assertThat(run.said()).startsWith(line);
        assertThat(world.calls).isEmpty();
    }

    @Test
    void aQueryThatNamesAnUndeclaredParameterIsAMistakeBeforeTheSourceIsReached() {
        world.settings(spelled("in (:p, :q, ':r') and :s::int = 1 -- :t", "type: text, default: x"));
        world.also("source.url: jdbc:postgresql://127.0.0.1:1/nowhere");
        world.also("loads.spelled.exclude: [id, id]");
        var run = world.run("run", "spelled", "--json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.said().lines()).as(run.err()).hasSize(3);
        assertThat(run.said()).contains(":q:", ":s:", "loads.spelled.exclude");
    }
}
