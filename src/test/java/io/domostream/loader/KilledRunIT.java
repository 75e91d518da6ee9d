package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that was killed before its commit, and the command that comes after. */
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

    @Test
    void aKilledRunIsGoneOnWithAndNoPartWithAReceiptIsSentTwice() {
        try (var first = HeldRun.at(world, call -> call.contains("/part/"), 11)) {
            first.kill();
        }
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
        bothAttemptsAreInTheReport(done);
    }

    private void bothAttemptsAreInTheReport(int done) {
        var work = world.run("report", "orders", "--json").json().get("work");
        assertThat(work.get("attempts")).hasSize(2);
        var killed = work.get("attempts").get(0);
        assertThat(killed.get("end").isNull()).isTrue();
        assertThat(killed.get("effort").get("parts").asInt()).isEqualTo(done);
        assertThat(killed.get("time").get("snapshot").isNull()).isFalse();
        assertThat(work.get("parts")).hasSize(20);
    }

    @ParameterizedTest(name = "call {1} of {0}")
    @CsvSource({
        // inspect; the stream is created; open
        "GET /v1/streams/search, 1",
        "POST /v1/streams, 1",
        "GET /v1/streams/1/executions, 1",
        "POST /v1/streams/1/executions, 1",
        // upload; the first call after the last receipt
        "PUT /v1/streams/1/executions/1/part/1, 1",
        "PUT /v1/streams/1/executions/1/part/20, 1",
        "GET /v1/streams/1, 1"
    })
    void aRunKilledAnywhereEndsExactlyAndCommitsOnce(String where, int nth) {
        try (var first = HeldRun.at(world, where, nth)) {
            first.kill();
        }
        loadedOnce();
    }

    @Test
    void aRunKilledWhileItPlansHasLeftNothingInDomo() throws SQLException {
        try (var first = world.start("run", "orders", "--json");
                var held = TestPostgres.holding(world.source, "lock table orders in access exclusive mode")) {
            TestPostgres.awaitWaitingLock(world.source);
            first.kill();
            held.rollback();
        }
        assertThat(world.calls).noneMatch(c -> c.startsWith("PUT") || c.equals("POST /v1/streams"));
        loadedOnce();
    }

    @Test
    void aRunKilledWhileTheSchemaGrowsEndsWithTheNewColumn() {
        world.settings(Orders.LOAD + "  exclude: [note]\n");
        assertThat(world.run("run", "orders").exitCode()).isZero();
        world.settings(Orders.LOAD);
        world.calls.clear();
        try (var first = HeldRun.at(world, "PUT /v1/datasets/ID", 1)) {
            first.kill();
        }
        loadedOnce();
    }

    private void loadedOnce() {
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
        assertThat(world.streams()).isEqualTo(1);
    }
}
