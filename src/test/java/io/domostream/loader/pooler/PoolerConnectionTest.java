package io.domostream.loader.pooler;

import static io.domostream.loader.pooler.Clients.PID;
import static io.domostream.loader.pooler.Clients.assertSqlState;
import static io.domostream.loader.pooler.Clients.connect;
import static io.domostream.loader.pooler.Clients.connectForTransactions;
import static io.domostream.loader.pooler.Clients.execute;
import static io.domostream.loader.pooler.Clients.query;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.domostream.loader.TestPostgres;
import io.domostream.loader.pooler.Pooler.Mode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

class PoolerConnectionTest {
    private final String server = TestPostgres.newDatabase();
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        executor.shutdownNow();
    }

    private Pooler pooler(Mode mode, int sessions) {
        return Pooler.start(server, "postgres", mode, sessions);
    }

    private static void result(Future<?> future) throws SQLException {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw (SQLException) e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aLargeCopyArrivesWhole() throws SQLException, IOException {
        var rows = "COPY (SELECT g || repeat(md5(g::text), 31) FROM generate_series(1, 50000) g) TO STDOUT";
        var largeRow = "COPY (SELECT repeat(md5('x'), 200000)) TO STDOUT";
        var direct = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
        var pooled = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
        try (var pooler = pooler(Mode.TRANSACTION, 1);
                var client = connect(pooler);
                var other = DriverManager.getConnection(server)) {
            for (var sql : List.of(rows, largeRow)) {
                client.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, pooled);
                other.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, direct);
            }
        }
        assertThat(pooled.getChecksum().getValue())
                .isEqualTo(direct.getChecksum().getValue());
    }

    @Test
    void aFailedCopyToTheServerFreesItsSession() throws SQLException, IOException {
        try (var pooler = pooler(Mode.TRANSACTION, 1);
                var client = connect(pooler)) {
            execute(client, "CREATE TABLE t (id int)");
            var copies = client.unwrap(PGConnection.class).getCopyAPI();
            assertSqlState(() -> copies.copyIn("COPY t FROM STDIN", new StringReader("x\n".repeat(200_000))), "22P02");
            assertThat(copies.copyIn("COPY t FROM STDIN", new StringReader("1\n2\n")))
                    .isEqualTo(2);
        }
    }

    @Test
    void aCancelRequestReachesTheClientsServerSession() throws Exception {
        try (var pooler = pooler(Mode.TRANSACTION, 2);
                var client = connect(pooler);
                var other = connectForTransactions(pooler);
                var statement = client.createStatement()) {
            query(other, PID);
            var sleeping = executor.submit(() -> statement.execute("SELECT pg_sleep(60)"));
            awaitSleep();
            statement.cancel();
            assertSqlState(() -> result(sleeping), "57014");
            assertThat(query(other, "SELECT 1")).isEqualTo("1");
        }
    }

    private void awaitSleep() throws SQLException {
        try (var direct = DriverManager.getConnection(server)) {
            var sleeping = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                    + " AND datname = current_database()";
            while (!query(direct, sleeping).equals("1")) {}
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SESSION", "TRANSACTION"})
    void aClientThatLeavesWithinATransactionHasItRolledBack(Mode mode) throws SQLException {
        TestPostgres.execute(server, "CREATE TABLE t (id int)");
        try (var pooler = pooler(mode, 1)) {
            try (var client = connectForTransactions(pooler)) {
                execute(client, "LOCK TABLE t");
                execute(client, "INSERT INTO t VALUES (1)");
                client.abort(Runnable::run);
            }
            try (var next = connect(pooler)) {
                assertThat(query(next, "SELECT count(*) FROM t")).isEqualTo("0");
            }
        }
    }

    @Test
    void aClientThatLeavesWithinAStatementHasItCancelled() throws Exception {
        try (var pooler = pooler(Mode.TRANSACTION, 1)) {
            var client = connect(pooler);
            var sleeping = executor.submit(() -> query(client, "SELECT pg_sleep(60)"));
            awaitSleep();
            client.abort(Runnable::run);
            try (var next = connect(pooler)) {
                assertThat(query(next, "SELECT 1")).isEqualTo("1");
            }
            assertSqlState(() -> result(sleeping), "08006");
        }
    }

    @Test
    void aServerSessionThatEndsIsReplaced() throws SQLException {
        try (var pooler = pooler(Mode.TRANSACTION, 1)) {
            String pid;
            try (var client = connectForTransactions(pooler)) {
                pid = query(client, PID);
                TestPostgres.execute(server, "SELECT pg_terminate_backend(" + pid + ", 10000)");
                assertSqlState(() -> query(client, "SELECT 1"), "57P01");
            }
            try (var next = connect(pooler)) {
                assertThat(query(next, PID)).isNotEqualTo(pid);
            }
        }
    }

    @Test
    void aClientIsRefusedWhileTheServerRefusesThePooler() throws SQLException {
        var role = "refused_" + server.replaceAll(".*/|\\?.*", "");
        TestPostgres.execute(server, "CREATE ROLE %s LOGIN".formatted(role));
        try (var pooler = Pooler.start(server, role, Mode.TRANSACTION, 1)) {
            try (var client = connectForTransactions(pooler)) {
                var end = "SELECT pg_terminate_backend(%s, 10000)".formatted(query(client, PID));
                TestPostgres.execute(server, "ALTER ROLE %s NOLOGIN".formatted(role), end);
            }
            assertSqlState(() -> connect(pooler).close(), "08P01");
            TestPostgres.execute(server, "ALTER ROLE %s LOGIN".formatted(role));
            connect(pooler).close();
        }
    }

    @Test
    void aConnectionPoolWorksOnFewerServerSessions() throws Exception {
        TestPostgres.execute(server, "CREATE TABLE t (id int)");
        var config = new HikariConfig();
        try (var pooler = pooler(Mode.TRANSACTION, 3)) {
            config.setJdbcUrl(pooler.url() + "&prepareThreshold=0");
            config.setMaximumPoolSize(4);
            config.setAutoCommit(false);
            try (var pool = new HikariDataSource(config)) {
                var futures = new ArrayList<Future<?>>();
                for (int i = 0; i < 400; i++) {
                    int id = i;
                    futures.add(executor.submit(() -> {
                        try (var connection = pool.getConnection()) {
                            var pid = query(connection, PID);
                            execute(connection, "INSERT INTO t VALUES (" + id + ")");
                            assertThat(query(connection, PID)).isEqualTo(pid);
                            connection.commit();
                        }
                        return null;
                    }));
                }
                for (var future : futures) {
                    future.get();
                }
                assertThat(pooler.transactions()).isGreaterThanOrEqualTo(400);
            }
        }
        try (var direct = DriverManager.getConnection(server)) {
            assertThat(query(direct, "SELECT count(DISTINCT id) FROM t")).isEqualTo("400");
        }
    }

    @Test
    void closingEndsClientsAndServerSessions() throws SQLException {
        var pooler = pooler(Mode.TRANSACTION, 3);
        try (var client = connectForTransactions(pooler)) {
            query(client, PID);
            pooler.close();
            assertThat(TestPostgres.connections(server)).isZero();
            assertSqlState(() -> query(client, "SELECT 1"), "08006");
        }
    }
}
