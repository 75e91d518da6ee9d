package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One load over a manager's process and several workers', each of them killed. */
class WorkersIT {
    @TempDir
    Path folder;

    private World world;
    private final List<LoaderProcess> started = new ArrayList<>();
    private final Gate gate = new Gate();

    @BeforeEach
    void begin() {
        world = Orders.world(folder);
        world.also("logging.level.io.domostream: DEBUG");
    }

    @AfterEach
    void end() {
        letGo();
        started.forEach(LoaderProcess::close);
        world.close();
    }

    private LoaderProcess start(String... arguments) {
        var process = world.start(arguments);
        started.add(process);
        return process;
    }

    private List<LoaderProcess> workers(int count) {
        var workers = new ArrayList<LoaderProcess>();
        for (int i = 0; i < count; i++) {
            workers.add(start("work"));
        }
        workers.forEach(worker -> worker.awaitErr("waiting for slices"));
        return workers;
    }

    /** From the n-th part on, all are held before Domo sees them. */
    private void holdParts(int nth) {
        var seen = new AtomicInteger();
        world.on(call -> {
            if (call.contains("/part/") && seen.incrementAndGet() >= nth) {
                gate.pass();
            }
        });
    }

    private void letGo() {
        world.on(call -> {});
        gate.open();
    }

    private void loadedOnce(LoaderProcess run) {
        Orders.loaded(world, run);
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
    }

    @Test
    void slicesGoToWhoeverIsFree() {
        var workers = workers(3);
        var manager = start("run", "orders", "--workers", "--json");
        loadedOnce(manager);
        assertThat(world.count(c -> c.contains("/part/"))).isEqualTo(20);
        assertThat(manager.json().get("parts").asInt()).isEqualTo(20);
        assertThat(workers)
                .filteredOn(worker -> worker.err().contains("is COMPLETED"))
                .hasSizeGreaterThan(1);
        var status = world.run("status", "orders", "--json").json().path("runs").get(0);
        assertThat(status.path("workers").propertyNames()).hasSizeGreaterThan(1);
        var report = world.run("report", "orders", "--json")
                .json()
                .path("work")
                .path("attempts")
                .get(0);
        assertThat(report.path("workers")).isEqualTo(status.path("workers"));
        workers.forEach(LoaderProcess::terminate);
        assertThat(workers).allMatch(worker -> worker.exitCode() == 9);
    }

    @Test
    void aWorkerThatDiesGivesItsSlicesBack() {
        var workers = workers(2);
        holdParts(6);
        var manager = start("run", "orders", "--workers", "--json");
        gate.reached(manager);
        workers.get(0).kill();
        letGo();
        loadedOnce(manager);
    }

    @Test
    void aWorkerThatIsStoppedGivesItsSlicesBack() {
        var workers = workers(2);
        holdParts(6);
        var manager = start("run", "orders", "--workers", "--json");
        gate.reached(manager);
        workers.get(0).terminate();
        letGo();
        assertThat(workers.get(0).exitCode()).isEqualTo(9);
        loadedOnce(manager);
    }

    @Test
    void workersOfADeadManagerStopAndTheNextRunGoesOn() {
        workers(2);
        holdParts(6);
        var manager = start("run", "orders", "--workers", "--json");
        gate.reached(manager);
        manager.kill();
        letGo();
        var next = start("run", "orders", "--workers", "--json");
        loadedOnce(next);
        assertThat(next.json().get("resumed").asBoolean()).isTrue();
        // spring-batch#5158: Batch tells the restart nothing of the slices that were done before.
        assertThat(next.json().get("parts").asInt()).isEqualTo(20);
        assertThat(next.json().get("rows").asLong()).isEqualTo(2000);
        var work = world.run("report", "orders", "--json").json().path("work");
        assertThat(work.path("totals").path("rows").asLong()).isEqualTo(2000);
        assertThat(work.path("attempts"))
                .hasSize(2)
                .allSatisfy(attempt ->
                        assertThat(attempt.path("workers").propertyNames()).isNotEmpty());
    }

    @Test
    void aStoppedManagerIsGoneOnWithByARunWithoutWorkers() {
        workers(1);
        holdParts(6);
        var manager = start("run", "orders", "--workers", "--json");
        gate.reached(manager);
        manager.terminate();
        letGo();
        assertThat(manager.exitCode()).as(manager.err()).isEqualTo(9);
        loadedOnce(start("run", "orders", "--json"));
    }

    @Test
    void aWorkerThatHungIsWaitedForBeforeTheCommit() {
        var workers = workers(2);
        holdParts(6);
        var manager = start("run", "orders", "--workers", "--json");
        gate.reached(manager);
        workers.get(0).kill();
        workers.get(1).signal("STOP");
        letGo();
        var late = workers(1).get(0);
        // All but what the hung one has claimed.
        late.awaitErr("is COMPLETED");
        assertThat(world.count(c -> c.endsWith("/commit"))).isZero();
        workers.get(1).signal("CONT");
        loadedOnce(manager);
    }

    @Test
    void aWorkerWithOtherSettingsIsRefusedAndLeavesTheWorkToOthers() throws IOException {
        var manager = start("run", "orders", "--workers", "--json");
        manager.awaitErr("handed out");
        var elsewhere = Files.createDirectories(folder.resolve("other/config"));
        var settings = Files.readString(folder.resolve("config/application.yaml"));
        Files.writeString(
                elsewhere.resolve("application.yaml"),
                settings.replace("table: orders", "table: orders\n    exclude: [note]"));
        try (var other = LoaderProcess.start(folder.resolve("other"), Map.of(), "work")) {
            other.awaitErr("loads.orders is [table orders");
            workers(1);
            loadedOnce(manager);
        }
    }

    @Test
    void whatFailsAtAWorkerIsToldByTheManager() {
        workers(1);
        world.on(call -> {
            if (call.contains("/part/")) {
                throw new World.Instead(403, Map.of());
            }
        });
        var manager = start("run", "orders", "--workers", "--json");
        assertThat(manager.exitCode()).as(manager.err()).isEqualTo(4);
        assertThat(manager.json().get("message").asString()).contains("403", "(worker ");
        world.on(call -> {});
        loadedOnce(start("run", "orders", "--workers", "--json"));
    }

    @Test
    void aWorkerThatJoinsLateGetsWork() {
        var manager = start("run", "orders", "--workers", "--json");
        manager.awaitErr("handed out");
        workers(1);
        loadedOnce(manager);
    }
}
