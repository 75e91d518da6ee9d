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

/** A process that was killed when its commit was on its way or done, and the command that comes after. */
class KilledCommitIT {
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

    @ParameterizedTest(name = "{0}: call {2} of {1}")
    @CsvSource({
        "REPLACE, PUT /v1/streams/1/executions/1/commit, 1",
        "APPEND, PUT /v1/streams/1/executions/1/commit, 1",
        "UPSERT, PUT /v1/streams/1/executions/1/commit, 1",
        // the commit's outcome; the row count
        "REPLACE, GET /v1/streams/1/executions/1, 2",
        "REPLACE, GET /v1/datasets/ID, 2"
    })
    void aCommitOnItsWayAtTheKillIsNotSentAgain(String method, String where, int nth) {
        world.settings(Orders.LOAD + "  method: " + method + "\n");
        try (var first = HeldRun.at(world, where, nth)) {
            first.kill();
        }
        loadedByOneCommit();
    }

    @Test
    void aCommitProvenButNotYetKeptForLaterRunsIsKeptByTheNext() throws SQLException {
        try (var first = HeldRun.at(world, call -> call.endsWith("/commit"), 1);
                var held = TestPostgres.holding(world.repository, "lock table domo_load_committed")) {
            first.letGo();
            TestPostgres.awaitWaitingLock(world.repository);
            first.kill();
            held.rollback();
        }
        loadedByOneCommit();
    }

    private void loadedByOneCommit() {
        var second = world.run("run", "orders", "--json");
        Orders.loaded(world, second, 2000);
        assertThat(second.json().get("resumed").asBoolean()).isTrue();
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
        assertThat(world.streams()).isEqualTo(1);
    }
}
