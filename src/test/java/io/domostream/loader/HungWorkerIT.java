package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A worker that hangs for longer than anybody waits: two and a half minutes, so only where all faults are asked for. */
@EnabledIfSystemProperty(named = "faults.all", matches = "true")
class HungWorkerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    Path folder;

    private World world;
    private final Gate gate = new Gate();

    @BeforeEach
    void begin() {
        world = Orders.world(folder);
        world.also("logging.level.io.domostream: DEBUG");
    }

    @AfterEach
    void end() {
        letGo();
        world.close();
    }

    private void letGo() {
        world.on(call -> {});
        gate.open();
    }

    @Test
    void itsSlicesGoToOthersButNothingIsCommittedUntilItIsGone() {
        world.on(call -> {
            if (call.contains("/part/")) {
                gate.pass();
            }
        });
        try (var hung = world.start("work");
                var manager = world.start("run", "orders", "--workers", "--json")) {
            gate.reached(manager);
            hung.signal("STOP");
            letGo();
            othersDoTheRest(manager);
            hung.signal("CONT");
            hung.awaitErr("this worker may send nothing more");
            Orders.loaded(world, world.start("run", "orders", "--workers", "--json"));
            assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
            assertThat(hung.running()).isTrue();
        }
    }

    private void othersDoTheRest(LoaderProcess manager) {
        try (var other = world.start("work")) {
            assertThat(manager.end()).as(manager.err()).succeedsWithin(PATIENCE);
            assertThat(manager.exitCode()).as(manager.err()).isEqualTo(8);
            assertThat(manager.err()).contains("was left by its worker and is handed out again");
            manager.ended().explainedBy("worker-left");
            assertThat(other.running()).isTrue();
            assertThat(world.count(c -> c.contains("/part/"))).isGreaterThanOrEqualTo(20);
            assertThat(world.count(c -> c.endsWith("/commit"))).isZero();
        }
    }
}
