package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.simulator.Assumed;
import io.domostream.loader.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is gone on with, though source or Domo are no longer what they were. */
class ResumedRunTest {
    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() {
        // What the tests assume of Domo makes a part that is missing visible.
        world = Orders.in(new World(
                folder,
                SimulatorOptions.defaults(),
                Assumed.defaults().without(Assumed.Habit.EMPTY_PART_TAKEN).without(Assumed.Habit.PART_GAPS_COMMITTED)));
        world.also("domo: { retries: 0, commit-timeout: 5s }");
    }

    @AfterEach
    void end() {
        world.close();
    }

    /** At most the first five parts are there then. */
    private void breakOff() {
        world.on(call -> {
            if (call.contains("/part/") && Integer.parseInt(call.replaceAll(".*/", "")) > 5) {
                throw new IOException("cut by the test");
            }
        });
        var run = world.run("run", "orders");
        world.on(call -> {});
        assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
        world.calls.clear();
    }

    private long partsSent() {
        return world.count(c -> c.contains("/part/"));
    }

    @Test
    void mayCommitAnotherNumberOfRowsThanWasCountedFirst() {
        breakOff();
        TestPostgres.execute(world.source, "delete from orders where id = 3 * 2000");
        var run = world.run("run", "orders", "--json");
        Orders.loaded(world, run, 1999);
        assertThat(run.json().get("resumed").asBoolean()).isTrue();
        assertThat(run.json().get("snapshots").asInt()).isEqualTo(2);
    }

    @Test
    void isStoppedByAGuardOnWhatItHasSent() {
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
        breakOff();
        // One row stays for each part, since an empty one would begin the run anew.
        TestPostgres.execute(world.source, "delete from orders where id > 3 * 500 and id / 3 % 100 <> 50");
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
        assertThat(run.json().get("message").asString()).contains("guard max-shrink");
        assertThat(world.count(c -> c.endsWith("/commit"))).isZero();
        assertThat(world.data(run.json().get("datasetId").asString())).hasLineCount(2000);
    }

    @Test
    void isBegunAnewWhereItsDomoExecutionIsGone() {
        breakOff();
        world.domo().executions().create(1);
        var run = world.run("run", "orders", "--json");
        Orders.loaded(world, run, 2000);
        assertThat(run.json().get("executionId").asLong()).isEqualTo(3);
        assertThat(partsSent()).isEqualTo(20);
    }

    @Test
    void isBegunAnewWhereTheColumnsHaveChanged() {
        breakOff();
        TestPostgres.execute(world.source, "alter table orders add extra int default 7");
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(world.data(run.json().get("datasetId").asString()).lines())
                .hasSize(2000)
                .allMatch(line -> line.endsWith(",7"));
    }

    @Test
    void isBegunAnewWhereAPartInTheMiddleHasNoRowsAndDomoTakesNoneSuch() {
        breakOff();
        TestPostgres.execute(world.source, "delete from orders where id > 3 * 900 and id <= 3 * 1000");
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(world.data(run.json().get("datasetId").asString())).hasLineCount(1900);
    }
}
