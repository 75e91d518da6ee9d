package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(world.run("abort", "orders").exitCode()).isEqualTo(6);

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
}
