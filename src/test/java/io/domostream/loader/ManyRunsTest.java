package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand past runs cost a command nothing: it reads as many rows of the job repository as after a few. */
class ManyRunsTest {
    private static final int MANY = 10_000;
    /** A run and its look at the one before read some hundred rows; each past run would add one or more. */
    private static final long FEW = 2_000;

    private static final int LOOKS = 10;

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() {
        world = new World(folder);
        Orders.table(world.source);
        world.settings("""
                orders:
                  table: orders
                  dataset: { name: Orders }
                """);
        assertThat(world.run("run", "orders").exitCode()).isZero();
        PastRuns.copy(world.repository, 1, MANY);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private void readsFewRows(String... command) {
        long before = rowsRead();
        var end = world.run(command);
        assertThat(end.exitCode()).as(end.err()).isZero();
        long after = rowsRead();
        // What is told last may be counted later than the look, or be lost on its way.
        for (int i = 0; i < LOOKS && after == before; i++) {
            after = rowsRead();
        }
        assertThat(after - before).as(String.join(" ", command)).isBetween(0L, FEW);
    }

    private long rowsRead() {
        // A server process tells what it has read before it is seen to be gone.
        while (TestPostgres.connections(world.repository) > 0) {
            Thread.onSpinWait();
        }
        try (var connection = DriverManager.getConnection(world.repository);
                var statement = connection.createStatement();
                var look = connection.prepareStatement("select (select sum(seq_tup_read) from pg_stat_user_tables)"
                        + " + (select sum(idx_tup_read) from pg_stat_user_indexes)"
                        + " where coalesce(pg_stat_get_snapshot_timestamp() > ?, true)")) {
            try (var now = statement.executeQuery("select clock_timestamp()")) {
                now.next();
                look.setTimestamp(1, now.getTimestamp(1));
            }
            // Until the server has counted what it was told.
            while (true) {
                try (var answer = look.executeQuery()) {
                    if (answer.next()) {
                        return answer.getLong(1);
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void noCommandReadsThemAll() {
        readsFewRows("status", "orders");
        readsFewRows("plan", "orders");
        readsFewRows("run", "orders");
        readsFewRows("abort", "orders");
    }
}
