package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes at the same load. */
class OneAtATimeIT {
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

    @Test
    void ofTwoProcessesStartedTogetherOneLoadsAndTheOtherNamesIt() {
        var gate = new Gate();
        world.on(call -> {
            if (call.contains("/part/")) {
                gate.pass();
            }
        });
        try (var one = world.start("run", "orders", "--json");
                var other = world.start("run", "orders", "--json")) {
            var loser = (LoaderProcess)
                    CompletableFuture.anyOf(one.end(), other.end()).join();
            var winner = loser == one ? other : one;
            assertThat(loser.exitCode()).as(loser.err()).isEqualTo(8);
            loser.ended().explainedBy("busy");
            assertThat(loser.json().get("message").asString()).containsPattern(holder(winner));
            gate.open();
            Orders.loaded(world, winner.await());
        }
        // A token each at most, and what one run asks for.
        assertThat(world.count(c -> c.equals("POST /oauth/token"))).isLessThanOrEqualTo(2);
        assertThat(world.calls)
                .containsOnlyOnce("GET /v1/streams/search", "POST /v1/streams", "POST /v1/streams/1/executions");
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
    }

    @Test
    void aPausedProcessKeepsItsLoadAndEndsItWhenItIsLetGoOn() {
        try (var paused = HeldRun.at(world, call -> call.contains("/part/"), 5)) {
            paused.process.signal("STOP");
            world.calls.clear();
            var second = world.run("run", "orders", "--json");
            assertThat(second.exitCode()).as(second.err()).isEqualTo(8);
            assertThat(second.json().get("message").asString()).containsPattern(holder(paused.process));
            assertThat(world.calls).hasSizeLessThanOrEqualTo(1);
            paused.letGo();
            paused.process.signal("CONT");
            Orders.loaded(world, paused.process.await());
        }
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
    }

    private static String holder(LoaderProcess process) {
        return "\\(%d@\\S+, since \\d{4}-\\d\\d-\\d\\dT\\S+Z\\)".formatted(process.pid());
    }
}
