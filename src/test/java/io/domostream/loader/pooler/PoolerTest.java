package io.domostream.loader.pooler;

import static io.domostream.loader.pooler.Clients.PID;
import static io.domostream.loader.pooler.Clients.assertSqlState;
import static io.domostream.loader.pooler.Clients.connect;
import static io.domostream.loader.pooler.Clients.connectForTransactions;
import static io.domostream.loader.pooler.Clients.execute;
import static io.domostream.loader.pooler.Clients.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.TestPostgres;
import io.domostream.loader.pooler.Pooler.Mode;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class PoolerTest {
    private final String server = TestPostgres.newDatabase();

    private Pooler pooler(Mode mode, int sessions) {
        return Pooler.start(server, "postgres", mode, sessions);
    }

    /** A role that no other test uses, with settings of its own. */
    private String role(String... settings) {
        var role = "pooled_" + server.replaceAll(".*/|\\?.*", "");
        TestPostgres.execute(server, "CREATE ROLE " + role + " LOGIN");
        for (var setting : settings) {
            TestPostgres.execute(server, "ALTER ROLE " + role + " SET " + setting);
        }
        return role;
    }

    @Test
    void eachTransactionGetsAnotherServerSessionAndKeepsIt() throws SQLException {
        try (var pooler = pooler(Mode.TRANSACTION, 2);
                var client = connectForTransactions(pooler)) {
            long before = pooler.transactions();
            var pids = new ArrayList<String>();
            for (int i = 0; i < 3; i++) {
                pids.add(query(client, PID));
                assertThat(query(client, PID)).isEqualTo(pids.get(i));
                client.commit();
            }
            assertThat(pids.get(0)).isEqualTo(pids.get(2)).isNotEqualTo(pids.get(1));
            assertThat(pooler.transactions() - before).isEqualTo(3);
            assertThat(pooler.clients()).extracting(ClientUse::serverSessions).containsExactly(2);
        }
    }

    @Test
    void aSettingOfTheSessionIsLostWithTheTransactionAndALocalOneIsNot() throws SQLException {
        try (var pooler = pooler(Mode.TRANSACTION, 2);
                var client = connectForTransactions(pooler)) {
            execute(client, "SET lock_timeout = '7s'");
            execute(client, "SET LOCAL statement_timeout = '8s'");
            assertThat(query(client, "SHOW lock_timeout")).isEqualTo("7s");
            assertThat(query(client, "SHOW statement_timeout")).isEqualTo("8s");
            client.commit();

            assertThat(query(client, "SHOW lock_timeout")).isEqualTo("0");
        }
    }

    @Test
    void settingsOfTheRoleApply() throws SQLException {
        var role = role("intervalstyle = 'iso_8601'", "extra_float_digits = 0");
        try (var pooler = Pooler.start(server, role, Mode.TRANSACTION, 1);
                var client = connect(pooler)) {
            assertThat(query(client, "SELECT current_user || interval '1 day'")).isEqualTo(role + "P1D");
        }
    }

    @Test
    void settingsThatAnotherProgramLeftApply() throws SQLException {
        var options = PoolerOptions.defaults().before("SET search_path = other", "SET work_mem = '77kB'");
        try (var pooler = Pooler.start(server, "postgres", Mode.TRANSACTION, 2, options);
                var client = connect(pooler)) {
            for (int i = 0; i < 2; i++) {
                assertThat(query(client, "SELECT current_setting('search_path') || current_setting('work_mem')"))
                        .isEqualTo("other77kB");
            }
        }
    }

    @Test
    void trackedParametersFollowTheClient() throws SQLException {
        var role = role("DateStyle = 'German'", "TimeZone = 'Asia/Tokyo'");
        var shown = "SELECT current_setting('DateStyle') || current_setting('application_name') || date '2026-01-31'";
        try (var pooler = Pooler.start(server, role, Mode.TRANSACTION, 2);
                var first = connect(pooler);
                var second = DriverManager.getConnection(pooler.url() + "&ApplicationName=it''s")) {
            execute(first, "SET application_name = 'first'");
            for (int i = 0; i < 3; i++) {
                assertThat(query(first, shown)).isEqualTo("ISO, DMYfirst2026-01-31");
                assertThat(query(second, shown)).isEqualTo("ISO, DMYit''s2026-01-31");
            }
            assertThat(query(first, "SHOW TimeZone")).isNotEqualTo("Asia/Tokyo");
        }
    }

    @Test
    void aNamedStatementIsUnknownInTheNextTransaction() throws SQLException {
        try (var pooler = pooler(Mode.TRANSACTION, 2);
                var client = connect(pooler)) {
            client.setAutoCommit(false);
            query(client, "SELECT 1");
            client.commit();
            query(client, "SELECT 1");
            assertSqlState(client::commit, "26000");
        }
    }

    @Test
    void twoClientsShareASnapshot() throws SQLException {
        TestPostgres.execute(server, "CREATE TABLE t AS SELECT 1 AS id");
        try (var pooler = pooler(Mode.TRANSACTION, 2);
                var exporter = connectForTransactions(pooler);
                var reader = connectForTransactions(pooler)) {
            execute(exporter, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            var snapshot = query(exporter, "SELECT pg_export_snapshot()");
            TestPostgres.execute(server, "DELETE FROM t");
            execute(reader, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            execute(reader, "SET TRANSACTION SNAPSHOT '" + snapshot + "'");
            assertThat(query(reader, "SELECT count(*) FROM t")).isEqualTo("1");
        }
    }

    @Test
    void statementModeRefusesATransaction() throws SQLException {
        try (var pooler = pooler(Mode.STATEMENT, 1);
                var client = connectForTransactions(pooler);
                var other = connect(pooler)) {
            execute(other, "CREATE TABLE t ()");
            assertSqlState(() -> execute(client, "DROP TABLE t"), "08P01");
            assertThat(query(other, "SELECT count(*) FROM t")).isEqualTo("0");
        }
    }

    @Test
    void aSessionStaysWithItsClientAndGoesToTheNextWithItsSettings() throws SQLException {
        try (var pooler = pooler(Mode.SESSION, 1)) {
            String pid;
            try (var client = connect(pooler)) {
                pid = query(client, PID);
                execute(client, "SET lock_timeout = '7s'");
                assertThat(query(client, "SHOW lock_timeout")).isEqualTo("7s");
            }
            try (var client = connect(pooler)) {
                assertThat(query(client, PID)).isEqualTo(pid);
                assertThat(query(client, "SHOW lock_timeout")).isEqualTo("7s");
            }
        }
    }

    @Test
    void unknownStartupParametersAreIgnoredOrRefused() throws SQLException {
        try (var pooler = pooler(Mode.TRANSACTION, 1);
                var client = DriverManager.getConnection(pooler.url() + "&options=-c%20search_path=other")) {
            assertThat(query(client, "SHOW search_path")).isEqualTo("\"$user\", public");
        }
        var refusing = PoolerOptions.defaults().refuseUnknownParameters();
        try (var pooler = Pooler.start(server, "postgres", Mode.TRANSACTION, 1, refusing)) {
            connect(pooler).close();
            assertSqlState(
                    () -> DriverManager.getConnection(pooler.url() + "&options=-c%20search_path=other")
                            .close(),
                    "08P01");
        }
    }
}
