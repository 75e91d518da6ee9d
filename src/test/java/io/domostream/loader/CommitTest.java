package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.simulator.Assumed;
import io.domostream.loader.simulator.ExecutionState;
import io.domostream.loader.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Domo may make of a commit, and what the loader makes of that. */
class CommitTest {
    private static final SimulatorOptions DOMO = SimulatorOptions.defaults().withCommitTakes(Duration.ofMillis(20));

    @TempDir
    Path folder;

    private @Nullable World made;

    private World world(SimulatorOptions options, Assumed assumed) {
        var world = Orders.in(new World(folder, options, assumed));
        made = world;
        return world;
    }

    @AfterEach
    void end() {
        if (made != null) {
            made.close();
        }
    }

    private static long commits(World world) {
        return world.count(c -> c.endsWith("/commit"));
    }

    private static void settings(World world, String method) {
        world.settings(Orders.LOAD + "  method: " + method + "\n");
        world.also("domo.retries: 0");
    }

    @ParameterizedTest
    @EnumSource(
            value = ExecutionState.class,
            names = {"INVALID", "ABORTED", "ERROR", "FAILED"})
    void aCommitThatDomoCouldNotCarryOutChangesNothingAndTheNextRunBeginsAnew(ExecutionState state) {
        for (var method : List.of("REPLACE", "APPEND", "UPSERT")) {
            try (var world = Orders.in(new World(folder, DOMO.withCommitEnds(state)))) {
                settings(world, method);
                var run = world.run("run", "orders", "--json");
                assertThat(run.exitCode()).as(run.err()).isEqualTo(4);
                run.explainedBy("commit-failed");
                assertThat(run.json().get("message").asString()).contains("ended as " + state, "not changed");
                assertThat(world.data(run.json().get("datasetId").asString())).isEmpty();
                var next = world.run("run", "orders", "--json");
                assertThat(next.json().get("executionId").asLong()).isEqualTo(2);
                assertThat(next.json().get("resumed").asBoolean()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 429})
    void aCommitThatComesTooEarlyIsSentAgainUntilItIsTaken(int refusal) {
        var world = world(
                DOMO.withCommitInterval(Duration.ofMinutes(15)),
                Assumed.defaults().with(Assumed.Status.EARLY_COMMIT, refusal));
        world.also("domo.commit-interval: 20s");
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
        TestPostgres.execute(world.source, "delete from orders where id > 3 * 1500");
        world.on(call -> {
            if (commits(world) == 3) {
                world.pass(Duration.ofMinutes(15));
            }
        });
        Orders.loaded(world, world.run("run", "orders", "--json"), 1500);
        assertThat(commits(world)).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"400, 4", "409, 4", "429, 5"})
    void withoutAnIntervalARefusedCommitStopsTheRunWhichCanBeGoneOnWith(int refusal, int exitCode) {
        var world = world(
                DOMO.withCommitInterval(Duration.ofMinutes(15)),
                Assumed.defaults().with(Assumed.Status.EARLY_COMMIT, refusal));
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
        var early = world.run("run", "orders", "--json");
        assertThat(early.exitCode()).as(early.err()).isEqualTo(exitCode);
        var status = world.run("status", "orders", "--json").json().get("runs").get(0);
        assertThat(status.get("status").asString()).isEqualTo("STOPPED");
        assertThat(status.get("next").asString()).contains("goes on");
    }

    @Test
    void aRowCountThatLagsIsWaitedFor() {
        var world = world(DOMO.withRowsLag(Duration.ofMillis(700)), Assumed.defaults());
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
    }

    @Test
    void aRowCountThatStaysWrongIsToldOnceAndTheRunIsOver() {
        var world = world(DOMO.withRowsLag(Duration.ofHours(1)), Assumed.defaults());
        world.also("domo.verify-timeout: 300ms");
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
        assertThat(run.json().get("message").asString()).contains("has 0 rows", "2000 were sent");
        run.explainedBy("row-count-differs");
        var status = world.run("status", "orders", "--json").json().get("runs").get(0);
        assertThat(status.get("status").asString()).isEqualTo("COMPLETED");
        assertThat(status.get("next").asString()).contains("has 0 rows", "begins a new run");
    }

    @Test
    void aStreamWhoseMethodSomebodyChangedIsNotCommitted() {
        var world = world(DOMO, Assumed.defaults());
        world.on(call -> {
            if (call.endsWith("/part/20")) {
                world.on(other -> {});
                world.domo().streams().update(1, "APPEND", List.of());
            }
        });
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
        assertThat(run.json().get("message").asString()).contains("update method APPEND", "wants REPLACE");
        run.explainedBy("method-changed");
        assertThat(commits(world)).isZero();
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
    }

    @ParameterizedTest
    @CsvSource({"REPLACE, 0", "UPSERT, 0", "APPEND, 6"})
    void aDomoExecutionThatSomebodyElseCommittedIsNotOursToJudge(String method, int exitCode) {
        var world = world(DOMO, Assumed.defaults());
        settings(world, method);
        world.on(call -> {
            if (call.endsWith("/part/20")) {
                throw new IOException("cut by the test");
            }
        });
        assertThat(world.run("run", "orders").exitCode()).isEqualTo(5);
        world.on(call -> {});
        world.domo().executions().commit(1, 1);

        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        if (exitCode == 0) {
            Orders.loaded(world, run, 2000);
        } else {
            assertThat(run.json().get("message").asString()).contains("never committed it", "settle orders");
            run.explainedBy("committed-by-others");
            assertThat(world.run("settle", "orders", "committed").exitCode()).isZero();
            var status =
                    world.run("status", "orders", "--json").json().get("runs").get(0);
            assertThat(status.get("next").asString()).contains("settled as committed by");
        }
    }
}
