package io.domostream.loader.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/** One run a load at a time: an advisory lock that falls with its process, on a connection of its own. */
final class LoadLock implements AutoCloseable {
    private static final int LOOK_SECONDS = 5;
    private final Connection connection;
    private final ReentrantLock oneLook = new ReentrantLock();

    private LoadLock(Connection connection) {
        this.connection = connection;
    }

    /** Throws with exit code 8 where another process holds it. */
    static LoadLock take(DataSource database, String load, LoadTable loads) throws SQLException {
        var connection = database.getConnection();
        try {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("set local idle_in_transaction_session_timeout = 0");
                if (connection.getMetaData().getDatabaseMajorVersion() >= 17) {
                    statement.execute("set local transaction_timeout = 0");
                }
            }
            if (!tryLock(connection, load)) {
                connection.close();
                throw LoadFailure.resumable(
                        ExitCodes.BUSY,
                        "load %s is being run by another process (%s); run again when it has ended"
                                .formatted(load, loads.holder(load)));
            }
            return new LoadLock(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static boolean tryLock(Connection connection, String load) throws SQLException {
        try (var statement =
                connection.prepareStatement("select pg_try_advisory_xact_lock(hashtextextended(?, 7307))")) {
            statement.setString(1, "domo-stream-loader:" + load);
            try (var answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    /** Nothing may be sent or committed without the lock. */
    void requireHeld() {
        oneLook.lock();
        try (var statement = connection.createStatement()) {
            statement.setQueryTimeout(LOOK_SECONDS);
            statement.execute("select 1");
        } catch (SQLException e) {
            throw LoadFailure.resumable(
                    ExitCodes.DATABASE,
                    "the lock's connection to the job repository was lost (%s); nothing more was sent, run again to go on"
                            .formatted(e.getMessage()));
        } finally {
            oneLook.unlock();
        }
    }

    @Override
    public void close() {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is gone, and the lock with it: that is what was wanted.
            return;
        }
    }
}
