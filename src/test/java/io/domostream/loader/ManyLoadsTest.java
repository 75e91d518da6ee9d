package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Several loads by one command. */
class ManyLoadsTest {
    private static final String LOADS = """
            first: { table: first, dataset: { name: First }, parts: { rows: 100 } }
            second:
              source: { url: "%s" }
              table: second
              dataset: { name: Second }
            third:
              query: select id, note from first where id > :least
              key: [id]
              dataset: { name: Third }
              parameters: { least: { type: long, default: 900 } }
            """;

    @TempDir
    Path folder;

    private World world;
    private String elsewhere = "";

    @BeforeEach
    void begin() {
        world = new World(folder);
        elsewhere = TestPostgres.newDatabase();
        table(world.source, "first", 1000);
        table(elsewhere, "second", 50);
        world.settings(LOADS.formatted(elsewhere));
        world.also("groups.nightly: [third, second]");
    }

    @AfterEach
    void end() {
        world.close();
        TestPostgres.drop(elsewhere);
    }

    private static void table(String database, String name, int rows) {
        TestPostgres.execute(
                database,
                "create table %s (id bigint primary key, note text)".formatted(name),
                "insert into %s select g, 'note ' || g from generate_series(1, %d) g".formatted(name, rows));
    }

    private static List<JsonNode> each(JsonNode answer) {
        return StreamSupport.stream(answer.get("loads").spliterator(), false).toList();
    }

    /** Each load's name, exit code and rows, in the order of the answer. */
    private static List<String> ends(JsonNode answer) {
        return each(answer).stream()
                .map(run -> "%s %d %d"
                        .formatted(
                                run.get("load").asString(),
                                run.get("exitCode").asInt(),
                                run.get("rows").asLong()))
                .toList();
    }

    private void areThere(JsonNode answer) {
        for (var run : each(answer)) {
            assertThat(world.data(run.get("datasetId").asString()).lines())
                    .hasSize(run.get("rows").asInt());
        }
    }

    @Test
    void allLoadsAreRunEachFromItsOwnSource() {
        var run = world.run("run", "--all", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(ends(run.json())).containsExactly("first 0 1000", "second 0 50", "third 0 100");
        assertThat(run.json().get("exitCode").asInt()).isZero();
        areThere(run.json());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            run second first          | second 0 50, first 0 1000
            run first first           | first 0 1000
            run --group=nightly       | third 0 100, second 0 50
            run second --group nightly --at-once=1 | second 0 50, third 0 100
            run third first least=998 | third 0 2, first 0 1000
            run --all least=999 --new | first 0 1000, second 0 50, third 0 1
            """)
    void namedLoadsAreRunInTheirOrderWithTheParametersTheyDeclare(String command, String ends) {
        var run = world.run((command + " --json").split(" "));
        assertThat(run.exitCode()).as(run.err()).isZero();
        var answer = run.json();
        assertThat(answer.has("loads") ? ends(answer) : List.of("first 0 1000")).containsExactly(ends.split(", "));
    }

    @Test
    void oneLoadsEndKeepsNoOtherFromItsOwnAndTheWorstIsTheCommands() {
        world.also("loads.first.guard.min-rows: 2000");
        world.also("loads.second.table: nope");
        var run = world.run("run", "--all", "--json");
        assertThat(ends(run.json())).containsExactly("first 7 0", "second 2 0", "third 0 100");
        assertThat(run.exitCode()).isEqualTo(7);
        assertThat(run.json().get("exitCode").asInt()).isEqualTo(7);
        assertThat(run.err()).contains("guard min-rows of load first", "table nope is not there");
        assertThat(run.err().lines())
                .endsWith(
                        "load first: exit code 7, see docs/runbook.md#too-few-rows",
                        "load second: exit code 2, see docs/runbook.md#table-not-readable");
        assertThat(each(run.json()))
                .extracting(one -> one.get("runbook").asString("none"))
                .containsExactly("docs/runbook.md#too-few-rows", "docs/runbook.md#table-not-readable", "none");
        var people = world.run("run", "--all");
        assertThat(people.out()).contains("load", "exit code", "COMPLETED", "FAILED", "guard min-rows of load first");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            run first nope             | load nope is unknown
            run --group=weekly         | --group is weekly: give one of [nightly]
            run --group=Ni.ghtly       | --group is Ni.ghtly: give one of [nightly]
            run --all first            | --all takes all loads
            run --all --recreate       | --recreate is about one load's run
            run first third --new=1    | --new=RUN is about one load's run
            run --all --commit-again=1 | --commit-again is about one load's run
            run --all --at-once=0      | --at-once is 0: give 1 to 8
            run first second day=1     | parameter day is 1: none of [first, second] declares it
            """)
    void aWrongChoiceRunsNothing(String command, String says) {
        world.calls.clear();
        var run = world.run((command + " --json").split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.said().lines()).hasSize(1).first().asString().contains(says);
        assertThat(run.json().get("exitCode").asInt()).isEqualTo(2);
        assertThat(world.calls).isEmpty();
    }

    @Test
    void aNameThatIsNoneIsToldWithEachLoad() {
        world.also("loads.Big.table: first");
        var run = world.run("run", "--all", "least=999", "--json");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("loads.Big is a name with other characters");
    }

    @Test
    void aSignalStopsAllAndTheSameCommandGoesOnWithEach() {
        var gate = new Gate();
        world.on(call -> {
            if (call.endsWith("/part/5")) {
                gate.pass();
            }
        });
        try (var run = world.start("run", "--all", "--at-once=1", "--json")) {
            gate.reached(run);
            run.signal("TERM");
            run.awaitErr("asked to stop");
            world.on(call -> {});
            gate.open();
            assertThat(run.end()).succeedsWithin(Duration.ofSeconds(20));
            assertThat(run.exitCode()).as(run.err()).isEqualTo(9);
            assertThat(each(run.json()))
                    .extracting(one -> one.get("status").asString())
                    .containsOnly("STOPPED");
        }
        var next = world.run("run", "--all", "--json");
        assertThat(ends(next.json())).containsExactly("first 0 1000", "second 0 50", "third 0 100");
        assertThat(each(next.json()).get(0).get("resumed").asBoolean()).isTrue();
        areThere(next.json());
    }
}
