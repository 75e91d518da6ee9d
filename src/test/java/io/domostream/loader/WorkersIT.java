package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** One load over a manager's process and several workers'. */
class WorkersIT {
    @TempDir
    Path folder;

    private World world;
    private final List<LoaderProcess> started = new ArrayList<>();

    @BeforeEach
    void begin() {
        world = Orders.world(folder);
        world.also("logging.level.io.domostream: DEBUG");
    }

    @AfterEach
    void end() {
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
    void aWorkerThatJoinsLateGetsWorkAndItsLinesSayWhoseTheyAre() {
        world.also("logging.structured.format.console: logstash");
        var manager = start("run", "orders", "--workers", "--json");
        manager.awaitErr("handed out");
        var worker = workers(1).get(0);
        loadedOnce(manager);
        var sent = worker.err()
                .lines()
                .filter(line -> line.contains("is there: 100 rows"))
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        assertThat(sent).hasSize(20).allSatisfy(line -> {
            assertThat(line.path("worker").asString()).matches("\\d+@.+");
            assertThat(line.path("load").asString()).isEqualTo("orders");
            assertThat(line.has("slice") && line.has("part")).isTrue();
        });
    }
}
