package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.simulator.SimulatorOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person is told who gave something wrong: a line a mistake, with setting, value and cure. */
class BadInputTest {
    @TempDir
    static Path folder;

    private static World world;

    @BeforeAll
    static void begin() {
        var options = SimulatorOptions.defaults().withClientId("id").withClientSecret(World.SECRET);
        world = Orders.in(new World(folder, options));
        TestPostgres.execute(
                world.source, "create table twins (a int primary key, \"A\" int)", "create table single (note text)");
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void rightSettings() {
        world.settings(Orders.LOAD);
        // Where it was left is a line too.
        world.also("report.directory: ''");
        world.calls.clear();
    }

    @ParameterizedTest(name = "{0} | {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            domo.url: http://api.example.com     | run orders  | 2 | domo.url is http://api.example.com & plain http only to 127.0.0.1
            domo.url: api example com            | run orders  | 2 | domo.url is api example com & https://
            domo.client-id: ''                   | run orders  | 2 | domo.client-id is missing & DOMO_CLIENT_ID
            domo.client-secret: ''               | plan orders | 2 | domo.client-secret is missing & DOMO_CLIENT_SECRET
            domo.retries: many                   | run orders  | 2 | domo.retries is many & whole number
            domo.retries: 99                     | run orders  | 2 | domo.retries is 99 & give 0 to 20
            domo.read-timeout: soon              | run orders  | 2 | domo.read-timeout is soon & such as 10s
            domo.connect-timeout: 0s             | run orders  | 2 | domo.connect-timeout is & give more than 0
            domo.commit-timeout: -1s             | run orders  | 2 | domo.commit-timeout is & give 0s or more
            domo.commit-timeout: never           | run orders  | 2 | domo.commit-timeout is never & such as 10s
            domo.poll-interval: 0s               | plan orders | 2 | domo.poll-interval is & give more than 0s
            domo.commit-intervall: 15m           | run orders  | 2 | domo.commit-intervall is an unknown setting
            time-zone: Mars/Olympus              | run orders  | 2 | time-zone is Mars/Olympus & Europe/Berlin
            source.url: ''                       | run orders  | 2 | source.url is missing & jdbc:postgresql://
            source.url: jdbc:db2://h/x?p=s       | run orders  | 2 | source.url is jdbc:db2://h/x: & jdbc:postgresql://
            source.user: me                      | run orders  | 2 | source.user is an unknown setting
            spring.datasource.url: ''            | run orders  | 2 | spring.datasource.url is missing & jdbc:postgresql://
            spring.datasource.hikari.maximum-pool-size: x | run orders | 2 | maximum-pool-size is x & right kind
            spring.datasource.url: jdbc:h2:mem:x | run orders  | 2 | spring.datasource.url is jdbc:h2:mem:x & PostgreSQL
            spring.datasource.url: jdbc:h2:mem:x | plan orders | 2 | spring.datasource.url is jdbc:h2:mem:x & PostgreSQL
            spring.datasource.url: jdbc:h2:mem:x | status      | 2 | spring.datasource.url is jdbc:h2:mem:x & PostgreSQL
            spring.datasource.url: jdbc:h2:mem:x | abort orders | 2 | spring.datasource.url is jdbc:h2:mem:x & PostgreSQL
            """)
    void aWrongSettingIsToldInOneLine(String setting, String command, int code, String says) {
        world.also(setting);
        told(command, code, says);
    }

    @ParameterizedTest(name = "{0} | {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            loads.Big.table: x                       | run Big    | 2 | loads.Big is a name & use a-z, 0-9 and -
            loads.bare.dataset.name: Bare            | run bare   | 2 | loads.bare.table is missing & give either table or query
            loads.bare.table: orders                 | run bare   | 2 | loads.bare.dataset.name is missing & or its id
            loads.orders.dataset.colour: red         | run orders | 2 | loads.orders.dataset.colour is an unknown setting
            loads.orders.query: select 1             | run orders | 2 | loads.orders.table is & give either table or query
            loads.orders.table: ''                   | run orders | 2 | loads.orders.table is missing & give either table or query
            loads.orders.method: MERGE               | run orders | 2 | loads.orders.method is MERGE & REPLACE, APPEND or UPSERT
            loads.orders.upsert-as: MERGE            | run orders | 2 | loads.orders.upsert-as is MERGE & REPLACE, APPEND or UPSERT
            loads.orders.schema: strict              | run orders | 2 | loads.orders.schema is strict & evolve or freeze
            loads.orders.restart: never              | run orders | 2 | loads.orders.restart is never & resume or whole
            loads.orders.columns.note: VARCHAR       | run orders | 2 | loads.orders.columns.note is VARCHAR & STRING
            loads.orders.guard.max-shrink: 120%      | run orders | 2 | loads.orders.guard.max-shrink is 120% & 0% to 100%
            loads.orders.guard.min-rows: -1          | run orders | 2 | loads.orders.guard.min-rows is -1 & give 0 or more
            loads.orders.parts.rows: 0               | run orders | 2 | loads.orders.parts.rows is 0 & give 1 or more
            loads.orders.parts.rows: a few           | run orders | 2 | loads.orders.parts.rows is a few & whole number
            loads.orders.parts.max-bytes: 64 parsecs | run orders | 2 | loads.orders.parts.max-bytes is 64 parsecs & such as 64MB
            loads.orders.parts.max-bytes: 2GB        | run orders | 2 | loads.orders.parts.max-bytes is & 1KB to 1GB
            loads.orders.parts.parallel: 99          | run orders | 2 | loads.orders.parts.parallel is 99 & give 1 to 60
            loads.orders.resume-within: tomorrow     | run orders | 2 | loads.orders.resume-within is tomorrow & such as 10s
            loads.orders.watermark: id               | run orders | 2 | loads.orders.watermark is id & a REPLACE takes all rows
            loads.orders.lag: 5m                     | run orders | 2 | loads.orders.lag is 5m & the watermark it belongs to
            loads.orders.overlap: 5m                 | run orders | 2 | loads.orders.overlap is 5m & the watermark it belongs to
            "loads.orders: { method: APPEND, watermark: id, lag: soon }" | run orders | 2 | loads.orders.lag is soon & such as 5m
            "loads.orders: { method: APPEND, watermark: id, lag: -5m }" | run orders | 2 | loads.orders.lag is -5m & such as 5m
            "loads.orders: { method: APPEND, watermark: id, overlap: 5 }" | run orders | 2 | loads.orders.overlap is 5 & an APPEND would double rows
            "loads.orders: { method: APPEND, watermark: id, parameters: { since: { default: 1 } } }" | run orders | 2 | loads.orders.parameters.since is declared & another name
            "loads.orders: { method: APPEND, watermark: id }" | run orders full=1 | 2 | parameter full is 1 & give true
            "loads.orders: { method: APPEND, watermark: id }" | run orders full=true since=1 | 2 | parameter since is 1 & not both
            "loads.orders: { method: APPEND, watermark: id }" | run orders since= | 2 | parameter since is empty & a value of id
            ''                                       | run orders since=1 | 2 | parameter since is 1 & declares
            loads.orders.snapshot: own               | run orders | 2 | loads.orders.snapshot is own & shared or none
            loads.orders.tabel: orders               | run orders | 2 | loads.orders.tabel is an unknown setting
            "loads.orders2: { table: o, dataset: { name: Orders } }" | run orders | 2 | dataset.name is Orders & a DataSet of its own
            loads.orders.parameters.day.type: date   | run orders | 2 | parameter day is missing & give day=VALUE
            loads.orders.parameters.day.type: date   | run orders day=soon | 2 | parameter day is soon & of type date
            loads.orders.parameters.day.type: day    | run orders day=1 | 2 | loads.orders.parameters.day.type is day & date, timestamp
            ''                                       | run orders day=1 | 2 | parameter day is 1 & declares
            """)
    void aWrongSettingOfALoadIsToldInOneLine(String setting, String command, int code, String says) {
        world.also(setting);
        told(command, code, says);
        assertThat(world.calls).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            run nope                         | 2 | load nope is unknown & [orders] | load-unknown
            plan nope                        | 2 | load nope is unknown & [orders] | load-unknown
            status nope                      | 2 | load nope is unknown & [orders] | load-unknown
            settle nope committed            | 2 | load nope is unknown & [orders] | load-unknown
            abort nope                       | 2 | load nope is unknown & [orders] | load-unknown
            runn orders                      | 2 | 'runn' & --help | command-wrong
            run                              | 2 | no LOAD is named & --all & run --help | command-wrong
            run orders --bogus               | 2 | --bogus & run --help | command-wrong
            run orders yesterday             | 2 | load yesterday is unknown & [orders] | load-unknown
            run orders =1                    | 2 | '=1' & key=value & run --help | command-wrong
            run orders --commit-again=twice  | 2 | --commit-again & twice & run --help | command-wrong
            settle orders maybe              | 2 | FINDING & maybe & settle --help | command-wrong
            settle orders committed          | 2 | no commit of unknown outcome & status orders | nothing-to-settle
            """)
    void aWrongCommandIsToldInOneLine(String command, int code, String says, String heading) {
        told(command, code, says, heading);
        assertThat(world.calls).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            loads.orders.table: nope           | 2 | table nope is not there & USAGE | table-not-readable
            loads.orders.key: [nope]           | 2 | key names the column nope & id, note | source-settings
            loads.orders.columns.nope: STRING  | 2 | columns names the column nope & id, note | source-settings
            "loads.orders: { method: APPEND, watermark: nope }" | 2 | watermark names the column nope & id, note | source-settings
            "loads.orders: { method: UPSERT, watermark: note }" | 2 | watermark names the column note of type text & times or numbers | source-settings
            "loads.orders: { method: UPSERT, watermark: id, overlap: 5m }" | 2 | overlap is PT5M & a whole number | source-settings
            loads.orders.exclude: [nope]       | 2 | exclude names the column nope & id, note | source-settings
            "loads.orders.exclude: [id, note]" | 2 | has no column to load & exclude fewer | source-settings
            loads.orders.table: twins          | 2 | differ by case & renames one | source-settings
            loads.orders.table: single         | 2 | single column & a second column | source-settings
            domo.client-secret: wrong-secret   | 4 | domo.client-id & domo.client-secret | domo-credentials
            domo.url: http://127.0.0.1:1       | 5 | Domo | domo-unreachable
            """)
    void whatSourceAndDomoSayIsToldInOneLine(String setting, int code, String says, String heading) {
        world.also(setting);
        world.also("domo.retries: 0");
        told("run orders", code, says, heading);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            source.url: jdbc:postgresql://127.0.0.1:1/x             | 3 | source | source-unreachable
            source.url: PLACE/not_there?user=postgres               | 2 | source & not_there & 3D000 & source.url | source-credentials
            source.url: PLACE/postgres?user=nobody                  | 2 | source & nobody & 28000 & source.username | source-credentials
            spring.datasource.url: jdbc:postgresql://127.0.0.1:1/x  | 3 | job repository (spring.datasource) | repository-unreachable
            spring.datasource.url: PLACE/not_there?user=postgres    | 2 | job repository (spring.datasource) & not_there | repository-refused
            spring.datasource.url: PLACE/postgres?user=nobody       | 2 | job repository (spring.datasource) & nobody | repository-refused
            """)
    void aDatabaseThatLetsNobodyInIsToldInOneLine(String setting, int code, String says, String heading) {
        world.also(setting.replace("PLACE", world.source.replaceAll("/[^/]*$", "")));
        told("run orders", code, says, heading);
    }

    /** With {@code --json}: the code, a line that says it all, a document with that code, and Domo unchanged. */
    private void told(String command, int code, String says) {
        told(command, code, says, "settings-wrong");
    }

    private void told(String command, int code, String says, String heading) {
        var run = world.run((command + " --json").split(" "));
        assertThat(run.said().lines()).as(run.err()).hasSize(1);
        assertThat(run.err()).contains(says.split(" & "));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(code);
        assertThat(run.json().get("exitCode").asInt()).isEqualTo(code);
        assertThat(run.json().get("message").asString()).isEqualTo(run.said());
        run.explainedBy(heading);
        assertThat(run.out() + run.err()).doesNotContain(World.SECRET, "wrong-secret");
        assertThat(world.calls).noneMatch(call -> call.matches("(POST|PUT|PATCH|DELETE) /v1.*"));
    }

    @Test
    void allMistakesInTheSettingsAreToldAtOnceAndDomoHearsNothing() {
        world.settings("""
                orders:
                  tabel: orders
                  parts: { parallel: abc, rows: 0 }
                """);
        world.also("time-zone: Mars");
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.anchor()).isEqualTo("settings-wrong");
        assertThat(run.said().lines())
                .as(run.err())
                .hasSize(6)
                .anyMatch(line -> line.startsWith("loads.orders.parts.parallel is abc"))
                .anyMatch(line -> line.startsWith("loads.orders.parts.rows is 0"))
                .anyMatch(line -> line.startsWith("loads.orders.tabel is"))
                .anyMatch(line -> line.startsWith("loads.orders.table is"))
                .anyMatch(line -> line.startsWith("loads.orders.dataset.name is"))
                .anyMatch(line -> line.startsWith("time-zone is"));
        assertThat(world.calls).isEmpty();
    }

    @Test
    void aFileThatIsNoYamlIsASettingToMend() {
        world.also("loads: [");
        told("run orders", 2, "application.yaml");
    }

    @ParameterizedTest
    @CsvSource({"run nope", "status nope", "run orders --bogus", "run orders day=1"})
    void aStackTraceIsPrintedOnlyWhereItIsAskedFor(String command) {
        assertThat(world.run((command + " --debug").split(" ")).err()).contains("\tat io.domostream");
        assertThat(world.run(command.split(" ")).err()).doesNotContain("\tat ");
    }
}
