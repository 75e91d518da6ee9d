package io.domostream.loader.command;

import com.zaxxer.hikari.HikariDataSource;
import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** Checks that the job repository's server takes writes, and that each connection has a session of its own. */
final class RepositoryCheck {
    private static final String SETTING = "domo_stream_loader.session";
    private static final int LOOKS = 2;

    private RepositoryCheck() {}

    /**
     * A pooler that gives a connection another server session with each transaction loses the session's settings and
     * locks. It is found by a mark that the session no longer has; the other connection takes the session in between.
     */
    static void require(DataSource database) {
        try (var one = new MarkedSession(database)) {
            if (database instanceof HikariDataSource pool && pool.getMaximumPoolSize() == 1) {
                one.require();
                return;
            }
            try (var other = new MarkedSession(database)) {
                for (int i = 0; i < LOOKS; i++) {
                    one.require();
                    other.require();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("job repository", e);
        }
    }

    private static final class MarkedSession implements AutoCloseable {
        private final Connection connection;
        private final String mark = UUID.randomUUID().toString();

        MarkedSession(DataSource database) throws SQLException {
            connection = database.getConnection();
            try (var statement = connection.prepareStatement("select pg_catalog.set_config(?, ?, false)")) {
                statement.setString(1, SETTING);
                statement.setString(2, mark);
                statement.execute();
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        }

        void require() throws SQLException {
            try (var statement = connection.prepareStatement("select pg_catalog.current_setting(?, true),"
                    + " pg_catalog.current_setting('transaction_read_only')::pg_catalog.bool")) {
                statement.setString(1, SETTING);
                try (var answer = statement.executeQuery()) {
                    answer.next();
                    if (!mark.equals(answer.getString(1))) {
                        throw pooled();
                    }
                    if (answer.getBoolean(2)) {
                        throw readOnly();
                    }
                }
            }
        }

        private BadSettings pooled() throws SQLException {
            return BadSettings.of(
                            "spring.datasource.url",
                            address() + ", a connection pooler that changes the session between transactions",
                            "nothing was created; give the PostgreSQL server's own address, or a pool in session mode (PgBouncer: pool_mode = session)")
                    .see(Runbook.REPOSITORY_POOLED);
        }

        private BadSettings readOnly() throws SQLException {
            return BadSettings.of(
                            "spring.datasource.url",
                            address() + ", a server that takes no writes (a standby)",
                            "the job repository must be writable; give the primary's address, or with several hosts targetServerType=primary")
                    .see(Runbook.REPOSITORY_READ_ONLY);
        }

        /** Without its parameters, which may hold a password. */
        private String address() throws SQLException {
            return connection.getMetaData().getURL().replaceAll("\\?.*", "");
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
