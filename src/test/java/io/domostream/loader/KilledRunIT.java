package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that was killed, and the command that comes after. */
class KilledRunIT {
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

    /** Runs the load in a process that is killed when a call like this comes the n-th time. */
    private void killAt(Predicate<String> where, int nth) {
        var gate = new Gate();
        var seen = new AtomicInteger();
        world.on(call -> {
            if (where.test(call) && seen.incrementAndGet() >= nth) {
                gate.pass();
            }
        });
        try (var first = world.start("run", "orders", "--json")) {
            gate.reached(first);
            first.kill();
        }
        world.on(call -> {});
        // The request under way when the process died still reaches Domo.
        gate.open();
    }

    @Test
    void aKilledRunIsGoneOnWithAndNoPartWithAReceiptIsSentTwice() {
        killAt(call -> call.contains("/part/"), 11);
        world.calls.clear();

        var status = world.run("status", "orders", "--json");
        assertThat(status.exitCode()).as(status.err()).isZero();
        int done = status.json().get("runs").get(0).get("partsDone").asInt();
        assertThat(done).isBetween(8, 10);

        var second = world.run("run", "orders", "--json");
        Orders.loaded(world, second, 2000);
        assertThat(second.json().get("resumed").asBoolean()).isTrue();
        assertThat(second.json().get("snapshots").asInt()).isEqualTo(2);
        assertThat(world.count(c -> c.contains("/part/"))).isEqualTo(20 - done);
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
    }

    @ParameterizedTest(name = "call {1} of {0}")
    @CsvSource({
        "GET /v1/streams/search, 1",
        "POST /v1/streams, 1",
        "GET /v1/streams/1/executions, 1",
        "POST /v1/streams/1/executions, 1",
        "PUT /v1/streams/1/executions/1/part/1, 1",
        "PUT /v1/streams/1/executions/1/part/20, 1",
        "GET /v1/streams/1, 1",
        "PUT /v1/streams/1/executions/1/commit, 1",
        "GET /v1/streams/1/executions/1, 2",
        "GET /v1/datasets/ID, 2"
    })
    void aRunKilledAnywhereEndsExactlyAndCommitsOnce(String where, int nth) {
        killAt(call -> call.replaceAll("datasets/.*", "datasets/ID").equals(where), nth);

        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
        assertThat(world.streams()).isEqualTo(1);
    }
}
