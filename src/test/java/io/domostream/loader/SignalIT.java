package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is asked to stop, and the command that comes after. */
class SignalIT {
    private static final int PATIENCE_SECONDS = 20;

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private World world;

    private void world(SimulatorOptions options) {
        world = Orders.in(new World(folder, options));
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void aRunStoppedWhileItsPartsAreSentGoesOnWithTheOthers() {
        world(SimulatorOptions.defaults());
        try (var first = HeldRun.at(world, call -> call.contains("/part/"), 5)) {
            stop(first, "TERM");
        }
        loadedByTheNextRun(20);
    }

    @Test
    void aRunThatDomoAsksToWaitForAnHourStopsAtOnce() {
        world(SimulatorOptions.defaults());
        var told = new CompletableFuture<Boolean>();
        world.on(call -> {
            if (call.endsWith("/part/5")) {
                told.complete(true);
                throw new World.Instead(429, Map.of("Retry-After", List.of("3600")));
            }
        });
        try (var first = world.start("run", "orders", "--json")) {
            assertThat(told).as(first.err()).succeedsWithin(Duration.ofMinutes(1));
            first.terminate();
            stopped(first);
        }
        world.on(call -> {});
        loadedByTheNextRun(21);
    }

    @Test
    void aRunInterruptedBeforeItOpensAnExecutionOpensNone() throws IOException {
        world(SimulatorOptions.defaults());
        try (var first = HeldRun.at(world, "POST /v1/streams", 1)) {
            stop(first, interrupt());
        }
        assertThat(world.calls).doesNotContain("POST /v1/streams/1/executions");
        loadedByTheNextRun(20);
        assertThat(world.streams()).isEqualTo(1);
    }

    @Test
    void aRunStoppedWhileItsCommitIsProcessedOnlyAsksForTheOutcome() {
        world(SimulatorOptions.defaults().withCommitTakes(Duration.ofSeconds(3)));
        try (var first = HeldRun.at(world, "GET /v1/streams/1/executions/1", 2)) {
            stop(first, "TERM");
        }
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
        // One part again: it tells whether the commit was taken.
        loadedByTheNextRun(21);
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
    }

    @Test
    void aRunStoppedWhileItWaitsForTheCommitIntervalCommitsLater() {
        var interval = Duration.ofMinutes(15);
        world(SimulatorOptions.defaults().withCommitInterval(interval));
        assertThat(world.run("run", "orders").exitCode()).isZero();
        world.calls.clear();
        world.also("domo.commit-interval: 15m");
        try (var first = world.start("run", "orders", "--json")) {
            first.awaitErr("Domo takes one commit in");
            first.terminate();
            stopped(first);
        }
        world.pass(interval);
        // One part again: it tells that the refused commit was not a second one.
        loadedByTheNextRun(21);
    }

    @Test
    void aRunStoppedWhileItVerifiesVerifiesLater() {
        var lag = Duration.ofHours(1);
        world(SimulatorOptions.defaults().withRowsLag(lag));
        world.also("domo.verify-timeout: 5m");
        try (var first = HeldRun.at(world, "GET /v1/datasets/ID", 2)) {
            stop(first, "TERM");
        }
        world.pass(lag);
        loadedByTheNextRun(20);
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
    }

    /** SIGINT, unless the build was started in the background: a shell makes such processes ignore it. */
    private static String interrupt() throws IOException {
        var self = Path.of("/proc/self/status");
        if (!Files.exists(self)) {
            return "INT";
        }
        var ignored = Files.readAllLines(self).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(
                        line.substring("SigIgn:".length()).strip(), 16))
                .sum();
        return (ignored & 0b10) == 0 ? "INT" : "TERM";
    }

    private static void stop(HeldRun run, String signal) {
        run.process.signal(signal);
        run.process.awaitErr("asked to stop");
        run.letGo();
        stopped(run.process);
    }

    private static void stopped(LoaderProcess run) {
        assertThat(run.end()).as(run.err()).succeedsWithin(Duration.ofSeconds(PATIENCE_SECONDS));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(9);
        assertThat(run.json().get("status").asString()).isEqualTo("STOPPED");
        run.ended().explainedBy("stopped");
    }

    /** So many parts in both runs together. */
    private void loadedByTheNextRun(int parts) {
        var next = world.run("run", "orders", "--json");
        Orders.loaded(world, next, 2000);
        assertThat(next.json().get("resumed").asBoolean()).isTrue();
        assertThat(world.count(c -> c.contains("/part/"))).isEqualTo(parts);
    }
}
