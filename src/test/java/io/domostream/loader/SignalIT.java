package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes do to each other: a signal, and two of them at the same load. */
class SignalIT {
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
    void aStoppedRunEndsWithNineAndIsGoneOnWith() {
        var gate = new Gate();
        var parts = new AtomicInteger();
        world.on(call -> {
            if (call.contains("/part/") && parts.incrementAndGet() >= 5) {
                gate.pass();
            }
        });
        try (var first = world.start("run", "orders", "--json")) {
            gate.reached(first);
            first.terminate();
            first.awaitErr("asked to stop");
            gate.open();
            assertThat(first.exitCode()).as(first.err()).isEqualTo(9);
            assertThat(first.json().get("status").asString()).isEqualTo("STOPPED");
        }
        world.on(call -> {});
        var second = world.run("run", "orders", "--json");
        Orders.loaded(world, second, 2000);
        assertThat(second.json().get("resumed").asBoolean()).isTrue();
        assertThat(world.count(c -> c.contains("/part/"))).isEqualTo(20);
    }

    @Test
    void anotherRunOfTheSameLoadIsRefusedAndTouchesNothing() {
        var gate = new Gate();
        world.on(call -> {
            if (call.contains("/part/")) {
                gate.pass();
            }
        });
        try (var first = world.start("run", "orders")) {
            gate.reached(first);
            long before = world.calls.size();
            var second = world.run("run", "orders", "--json");
            assertThat(second.exitCode()).as(second.err()).isEqualTo(8);
            assertThat(world.calls.size() - before).isLessThanOrEqualTo(1);
            gate.open();
            assertThat(first.exitCode()).as(first.err()).isZero();
        }
    }
}
