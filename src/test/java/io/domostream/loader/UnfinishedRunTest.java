package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the next command makes of a run that did not come to its end. */
@ExtendWith(OutputCaptureExtension.class)
class UnfinishedRunTest {
    private static final String BY_DAY = """
            orders:
              query: select id, note from orders where id % 2 = :odd
              key: [id]
              dataset: { name: Orders }
              method: APPEND
              parameters: { odd: { type: long, default: 0 } }
              parts: { rows: 100, parallel: 2, in-flight: 2 }
            """;

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() {
        world = Orders.world(folder);
        world.also("domo.retries: 0");
    }

    @AfterEach
    void end() {
        world.close();
    }

    /** Runs until some parts are there, then Domo is out of reach. */
    private void breakOff(String... arguments) {
        var parts = new AtomicInteger();
        world.on(call -> {
            if (call.contains("/part/") && parts.incrementAndGet() > 5) {
                throw new IOException("cut by the test");
            }
        });
        var run = world.run(arguments);
        world.on(call -> {});
        assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
        world.calls.clear();
    }

    private Loader runs(String... arguments) {
        var run = world.run(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    private long partsSent() {
        return world.count(c -> c.contains("/part/"));
    }

    private long commits() {
        return world.count(c -> c.endsWith("/commit"));
    }

    private long rows(Loader run) {
        return world.data(run.json().get("datasetId").asString()).lines().count();
    }

    private void settings(String load) {
        world.settings(load);
        world.also("domo.retries: 0");
    }

    @Test
    void isGoneOnWithByTheSameCommand() {
        breakOff("run", "orders");
        var run = runs("run", "orders", "--json");
        Orders.loaded(world, run, 2000);
        assertThat(run.json().get("resumed").asBoolean()).isTrue();
        assertThat(partsSent()).isLessThanOrEqualTo(15);
    }

    @Test
    void isGivenUpWhereANewOneIsAskedFor() {
        breakOff("run", "orders");
        var run = runs("run", "orders", "--new", "--json");
        Orders.loaded(world, run, 2000);
        assertThat(run.json().get("resumed").asBoolean()).isFalse();
        assertThat(partsSent()).isEqualTo(20);
        assertThat(world.count(c -> c.endsWith("/abort"))).isEqualTo(1);
    }

    @Test
    void isGivenUpOnceByACommandThatNamesItAndIsStartedAgain() {
        breakOff("run", "orders");
        var number = world.run("status", "orders", "--json")
                .json()
                .get("runs")
                .get(0)
                .get("runId")
                .asString();
        breakOff("run", "orders", "--new=" + number);
        var run = runs("run", "orders", "--new=" + number, "--json");
        Orders.loaded(world, run, 2000);
        assertThat(run.json().get("resumed").asBoolean()).isTrue();
        assertThat(partsSent()).isLessThanOrEqualTo(15);
    }

    @Test
    void aNumberThatNoRunHasIsAMistake() {
        var run = world.run("run", "orders", "--new=99");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--new is 99").contains("status orders");
        assertThat(world.streams()).isZero();
    }

    @Test
    void isGivenUpWhereTheSettingsHaveChangedAndBothAreTold(CapturedOutput log) {
        breakOff("run", "orders");
        settings(Orders.LOAD + "  columns: { note: STRING }\n");
        var run = runs("run", "orders", "--json");
        assertThat(run.json().get("resumed").asBoolean()).isFalse();
        assertThat(log.getErr()).contains("columns {} without").contains("columns {note=STRING} without");
        Orders.loaded(world, run, 2000);
    }

    @Test
    void isGoneOnWithWhateverThePaceIs() {
        breakOff("run", "orders");
        settings(Orders.LOAD.replace("parallel: 2, in-flight: 2", "parallel: 1, in-flight: 1"));
        var run = runs("run", "orders", "--json");
        assertThat(run.json().get("resumed").asBoolean()).isTrue();
        Orders.loaded(world, run, 2000);
    }

    @Test
    void isBegunAnewWhenItsLastPartIsTooOld(CapturedOutput log) {
        breakOff("run", "orders");
        settings(Orders.LOAD + "  resume-within: 0s\n");
        var run = runs("run", "orders", "--json");
        assertThat(run.json().get("resumed").asBoolean()).isFalse();
        assertThat(log.getErr()).contains("resume-within");
        Orders.loaded(world, run, 2000);
    }

    @Test
    void isBegunAnewWhereAllPartsMustShareOneSnapshot() {
        settings(Orders.LOAD + "  restart: whole\n");
        breakOff("run", "orders");
        var run = runs("run", "orders", "--json");
        assertThat(run.json().get("snapshots").asInt()).isEqualTo(1);
        assertThat(partsSent()).isEqualTo(20);
        Orders.loaded(world, run, 2000);
    }

    @Test
    void isStoppedForGoodByHand() {
        breakOff("run", "orders");
        var abort = runs("abort", "orders");
        assertThat(abort.out()).contains("is aborted");
        assertThat(world.count(c -> c.endsWith("/abort"))).isEqualTo(1);
        var status = world.run("status", "orders", "--json").json().get("runs").get(0);
        assertThat(status.get("status").asString()).isEqualTo("FAILED");
        var run = runs("run", "orders", "--json");
        assertThat(run.json().get("resumed").asBoolean()).isFalse();
        Orders.loaded(world, run, 2000);
    }

    @Test
    void ofAnAppendIsMadeUpForWithItsOldParametersFirst(CapturedOutput log) {
        settings(BY_DAY);
        breakOff("run", "orders", "odd=1");
        var run = runs("run", "orders", "--json");
        assertThat(log.getErr()).contains("{odd=1}").contains("{odd=0}");
        assertThat(commits()).isEqualTo(2);
        Orders.loaded(world, run, 2000);
    }

    @Test
    void ofAnAppendIsNotMadeUpForWhereItIsGivenUp() {
        settings(BY_DAY);
        breakOff("run", "orders", "odd=1");
        var run = runs("run", "orders", "--new", "--json");
        assertThat(commits()).isEqualTo(1);
        assertThat(rows(run)).isEqualTo(1000);
    }

    @Test
    void ofAnAppendWhoseParametersAreNoLongerDeclaredIsNotForgotten() {
        settings(BY_DAY);
        breakOff("run", "orders", "odd=1");
        settings(Orders.LOAD + "  method: APPEND\n");
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.json().get("message").asString()).contains("{odd=1}").contains("--new");
        assertThat(commits()).isZero();
    }

    @Test
    void whoseCommitFailedIsNotLoadedWithOtherValuesThanItsOwn() {
        settings(BY_DAY);
        try (var first = HeldRun.at(world, "PUT /v1/streams/1/executions/1/commit", 1)) {
            world.domo().executions().abort(1, 1);
            first.kill();
        }
        settings(Orders.LOAD);
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.json().get("runbook").asString()).endsWith("#old-parameters");
        assertThat(run.json().get("message").asString()).contains("{odd=0}");
        assertThat(world.count(c -> c.contains("/part/") && !c.contains("/executions/1/")))
                .isZero();
    }

    @Test
    void whatWasAppendedOnceIsAppendedAgainOnlyOnRequest() {
        settings(BY_DAY);
        runs("run", "orders");
        var again = runs("run", "orders", "odd=0", "--json");
        assertThat(again.json().get("status").asString()).isEqualTo("NOTHING_TO_DO");
        assertThat(again.json().get("message").asString()).contains("{odd=0}").contains("--new");
        assertThat(rows(runs("run", "orders", "--new", "--json"))).isEqualTo(2000);
    }
}
