package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** An advisory lock that falls with its process, on a connection of its own. */
final class AdvisoryLock implements LoadLock {
    private static final Duration WORKERS_END_WITHIN = Duration.ofSeconds(90);
    private static final Duration WORKERS_LOOK = Duration.ofMillis(200);
    // Locks are those of a database, and several of its schemas may hold a job repository.
    static final String KEY = "hashtextextended(concat(current_schema(), '.', cast(? as text)), 7307)";
    private static final String HOLDER = "select coalesce(a.application_name, 'another user''s')"
            + " || coalesce(', since ' || to_char(a.xact_start at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), '')"
            + " from pg_locks l left join pg_stat_activity a using (pid)"
            + " where l.locktype = 'advisory' and l.granted and l.objsubid = 1"
            + " and l.database = (select oid from pg_database where datname = current_database())"
            + " and (l.classid::bigint << 32 | l.objid::bigint) = " + KEY;
    private final Connection connection;
    private final String load;
    private final ReentrantLock oneLook = new ReentrantLock();

    private AdvisoryLock(Connection connection, String load) {
        this.connection = connection;
        this.load = load;
    }

    static AdvisoryLock take(DataSource database, String load, String who) throws SQLException {
        var connection = LockSession.open(database, who, Duration.ZERO);
        try {
            if (!tryLock(connection, ofLoad(load))) {
                var holder = holder(connection, ofLoad(load));
                connection.close();
                throw LoadFailure.resumable(
                        ExitCodes.BUSY,
                        Runbook.BUSY,
                        "load %s is being run by another process (%s); run again when it has ended"
                                .formatted(load, holder == null ? "it has just ended" : holder));
            }
            return new AdvisoryLock(connection, load);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    static boolean isHeld(DataSource database, String load) throws SQLException {
        try (var connection = database.getConnection()) {
            return holder(connection, ofLoad(load)) != null;
        }
    }

    private static @Nullable String holder(Connection connection, String name) throws SQLException {
        try (var statement = connection.prepareStatement(HOLDER)) {
            statement.setString(1, name);
            try (var answer = statement.executeQuery()) {
                return answer.next() ? answer.getString(1) : null;
            }
        }
    }

    @Override
    public void alsoStream(long stream) {
        oneLook.lock();
        try {
            if (!tryLock(connection, "domo-stream-loader stream " + stream)) {
                throw LoadFailure.resumable(
                        ExitCodes.BUSY,
                        Runbook.STREAM_BUSY,
                        "stream %d of load %s is being loaded by another load; give each load a DataSet of its own, or run again when that one has ended"
                                .formatted(stream, load));
            }
        } catch (SQLException e) {
            throw lost(e);
        } finally {
            oneLook.unlock();
        }
    }

    @Override
    public void requireHeld() {
        oneLook.lock();
        try (var statement = connection.createStatement()) {
            statement.execute("select 1");
        } catch (SQLException e) {
            throw lost(e);
        } finally {
            oneLook.unlock();
        }
    }

    /** Those of an attempt that is over stop before their next part. */
    @Override
    public void awaitWorkers(StopSignal stop) {
        for (int look = 0; !noWorkers(); look++) {
            if (look >= WORKERS_END_WITHIN.dividedBy(WORKERS_LOOK)) {
                throw LoadFailure.resumable(
                        ExitCodes.BUSY,
                        Runbook.WORKER_LEFT,
                        "load %s: a worker of an earlier attempt is still there after %s (%s); end that process, then run again"
                                .formatted(load, WORKERS_END_WITHIN, workers()));
            }
            stop.pause(WORKERS_LOOK);
        }
    }

    private boolean noWorkers() {
        return ask(
                "select pg_try_advisory_lock(key) and pg_advisory_unlock(key) from (select " + KEY + " as key) as k",
                ofWorkers(load));
    }

    private String workers() {
        oneLook.lock();
        try {
            return Objects.requireNonNullElse(holder(connection, ofWorkers(load)), "it has just ended");
        } catch (SQLException e) {
            throw lost(e);
        } finally {
            oneLook.unlock();
        }
    }

    @Override
    public Closeable attempt(long jobExecution) {
        if (!ask("select pg_try_advisory_lock(" + KEY + ")", ofAttempt(jobExecution))) {
            throw new IllegalStateException("the lock of job execution %d is held by another".formatted(jobExecution));
        }
        return () -> {
            var unused = ask("select pg_advisory_unlock(" + KEY + ")", ofAttempt(jobExecution));
        };
    }

    private boolean ask(String sql, String name) {
        oneLook.lock();
        try {
            return ask(connection, sql, name);
        } catch (SQLException e) {
            throw lost(e);
        } finally {
            oneLook.unlock();
        }
    }

    /** One question about a lock by its name. */
    static boolean ask(Connection connection, String sql, String name) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (var answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    static String ofWorkers(String load) {
        return "domo-stream-loader workers of " + load;
    }

    static String ofAttempt(long jobExecution) {
        return "domo-stream-loader attempt " + jobExecution;
    }

    private static boolean tryLock(Connection connection, String name) throws SQLException {
        return ask(connection, "select pg_try_advisory_xact_lock(" + KEY + ")", name);
    }

    private static String ofLoad(String load) {
        return "domo-stream-loader:" + load;
    }

    private static LoadFailure lost(SQLException e) {
        return LoadFailure.resumable(
                ExitCodes.DATABASE,
                Runbook.LOCK_LOST,
                "the lock's connection to the job repository was lost (%s); nothing more was sent, run again to go on"
                        .formatted(e.getMessage()));
    }

    @Override
    public void close() {
        LockSession.letGo(connection);
    }
}
