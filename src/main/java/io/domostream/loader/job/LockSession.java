package io.domostream.loader.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A connection of the job repository whose one transaction holds locks for as long as its process gives signs. */
final class LockSession {
    private static final int LOOK_MILLIS = 5_000;
    private static final int KNOWS_TRANSACTION_TIMEOUT = 17;
    private static final Executor HERE = Runnable::run;

    private LockSession() {}

    /** {@code who} is what others are told; {@code silent}: its locks fall after so long without a sign, never for zero. */
    static Connection open(DataSource database, String who, Duration silent) throws SQLException {
        var connection = database.getConnection();
        try {
            connection.setAutoCommit(false);
            // A look at a lock must not hang on a dead network.
            connection.setNetworkTimeout(HERE, LOOK_MILLIS);
            keep(connection, silent);
            // Before any lock and not after it: whoever finds it taken also finds by whom.
            name(connection, who);
            return connection;
        } catch (SQLException e) {
            letGo(connection);
            throw e;
        }
    }

    private static void keep(Connection connection, Duration silent) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set local idle_in_transaction_session_timeout = " + silent.toMillis()
                    + "; set local tcp_keepalives_idle = 30;"
                    + " set local tcp_keepalives_interval = 10; set local tcp_keepalives_count = 3");
            if (connection.getMetaData().getDatabaseMajorVersion() >= KNOWS_TRANSACTION_TIMEOUT) {
                statement.execute("set local transaction_timeout = 0");
            }
        }
    }

    // The server keeps 63 bytes of it, and knows by itself since when.
    private static void name(Connection connection, String who) throws SQLException {
        try (var statement = connection.prepareStatement("select set_config('application_name', ?, true)")) {
            statement.setString(1, who.replaceFirst(", since .*", ""));
            statement.execute();
        }
    }

    /** With all its locks, those of its session too: they outlive its transaction, and the pool keeps the session. */
    static void letGo(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try (connection) {
            if (!connection.isClosed()) {
                connection.rollback();
                try (var statement = connection.createStatement()) {
                    statement.execute("select pg_advisory_unlock_all()");
                }
                connection.rollback();
            }
        } catch (SQLException e) {
            // The connection is gone, and what it held with it: that is what was wanted.
            return;
        }
    }
}
