package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A commit whose outcome nobody knows. */
class UnknownCommitTest {
    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() {
        world = Orders.world(folder);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private Loader runThatGivesUpWaiting() {
        world.also("domo.commit-timeout: 0s");
        var run = world.run("run", "orders", "--json");
        world.settings(Orders.LOAD);
        return run;
    }

    @Test
    void aCommitWithoutProofEndsWithSixAndTheNextRunOnlyAsksForItsOutcome() {
        var first = runThatGivesUpWaiting();
        assertThat(first.exitCode()).as(first.err()).isEqualTo(6);
        assertThat(first.json().get("status").asString()).isEqualTo("UNKNOWN");
        first.explainedBy("commit-unknown");
        assertThat(world.run("status", "orders").out()).contains("see docs/runbook.md#commit-unknown");
        var abort = world.run("abort", "orders", "--json");
        assertThat(abort.exitCode()).isEqualTo(6);
        abort.explainedBy("commit-unknown");

        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
        assertThat(world.count(c -> c.endsWith("/abort"))).isZero();
        assertThat(world.count(c -> c.contains("/part/"))).isEqualTo(20);
    }

    @Test
    void aPersonsFindingFreesTheNextRun() {
        assertThat(runThatGivesUpWaiting().exitCode()).isEqualTo(6);
        assertThat(world.run("settle", "orders", "committed").exitCode()).isZero();
        var next = world.run("run", "orders", "--json");
        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(next.json().get("resumed").asBoolean()).isFalse();
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(2);
    }

    /** The request never reaches Domo, which nobody on this side can know. */
    private long loseCommit(String method) {
        world.settings(Orders.LOAD + "  method: " + method + "\n");
        world.also("domo.commit-timeout: 0s");
        world.on(call -> {
            if (call.endsWith("/commit")) {
                throw new IOException("cut by the test");
            }
        });
        var run = world.run("run", "orders", "--json");
        world.on(call -> {});
        world.calls.clear();
        assertThat(run.exitCode()).as(run.err()).isEqualTo(6);
        return run.json().get("executionId").asLong();
    }

    private long commits() {
        return world.count(c -> c.endsWith("/commit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"REPLACE", "UPSERT"})
    void aCommitThatWasProvenlyNotTakenIsSentAgainAtOnce(String method) {
        loseCommit(method);
        world.settings(Orders.LOAD + "  method: " + method + "\n");
        // The waiting time is an hour: a part that Domo still takes shows that there is nothing to wait for.
        var run = world.run("run", "orders", "--json");
        Orders.loaded(world, run, 2000);
        assertThat(world.count(c -> c.contains("/part/"))).isEqualTo(1);
        assertThat(commits()).isEqualTo(1);
    }

    @Test
    void withoutAskingByAPartItIsSentAgainAfterItsTime() {
        loseCommit("REPLACE");
        world.also("domo: { part-probe: false, commit-timeout: 1s }");
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
        assertThat(world.count(c -> c.contains("/part/"))).isZero();
    }

    @Test
    void aPartThatHasChangedInTheSourceIsNotSentToAsk() {
        loseCommit("REPLACE");
        world.also("domo.commit-timeout: 1s");
        TestPostgres.execute(world.source, "update orders set note = 'x' || note");
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(world.count(c -> c.contains("/part/"))).isZero();
        assertThat(world.data(run.json().get("datasetId").asString())).doesNotContain("xnote");
    }

    @Test
    void anAppendIsNotCommittedAgainUnlessAPersonSaysSo() {
        long execution = loseCommit("APPEND");
        var asked = world.run("run", "orders", "--json");
        assertThat(asked.exitCode()).as(asked.err()).isEqualTo(6);
        assertThat(asked.json().get("message").asString())
                .contains("still takes parts", "run orders --commit-again=" + execution, "settle orders not-committed");
        assertThat(commits()).isZero();

        world.settings(Orders.LOAD + "  method: APPEND\n");
        Orders.loaded(world, world.run("run", "orders", "--commit-again=" + execution, "--json"), 2000);
        assertThat(commits()).isEqualTo(1);

        var again = world.run("run", "orders", "--commit-again=" + execution, "--json");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.json().get("status").asString()).isEqualTo("NOTHING_TO_DO");
        assertThat(commits()).isEqualTo(1);
    }

    @Test
    void aPersonsNoFreesTheRunAndItsRowsAreNotForgotten() {
        loseCommit("APPEND");
        assertThat(world.run("settle", "orders", "not-committed").exitCode()).isZero();
        world.settings(Orders.LOAD + "  method: APPEND\n");
        var run = world.run("run", "orders", "--json");
        Orders.loaded(world, run, 2000);
        assertThat(run.json().get("resumed").asBoolean()).isTrue();
        assertThat(world.count(c -> c.contains("/part/"))).isZero();
    }

    @Test
    void aNewRunMayNotPassOverIt() {
        loseCommit("APPEND");
        var run = world.run("run", "orders", "--new", "--json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(6);
        assertThat(world.count(c -> c.endsWith("/abort"))).isZero();
        assertThat(commits()).isZero();
    }

    @Test
    void onlyAnOpenCommitCanBeSettledOrRepeated() {
        assertThat(world.run("settle", "orders", "committed").exitCode()).isEqualTo(2);
        var run = world.run("run", "orders", "--commit-again=7");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--commit-again is 7");
        assertThat(world.streams()).isZero();
    }
}
