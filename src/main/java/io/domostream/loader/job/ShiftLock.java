package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import io.domostream.loader.domo.DomoClient;
import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a worker holds. Its presence, on one connection, falls with the process alone: nothing is committed and no attempt
 * begins before it has fallen. Its slices, on another, fall some time after its last sign too: a worker that hangs must not keep
 * them.
 */
final class ShiftLock implements LoadLock {
    private static final String HELD =
            "select exists (select from pg_locks where locktype = 'advisory' and granted and objsubid = 1"
                    + " and database = (select oid from pg_database where datname = current_database())"
                    + " and (classid::bigint << 32 | objid::bigint) = " + AdvisoryLock.KEY + "),"
                    + " extract(epoch from (select open_from from domo_load_throttle where load_name = ?) - clock_timestamp())";
    private static final String TELL =
            "insert into domo_load_throttle values (?, clock_timestamp() + ? * interval '1 second')"
                    + " on conflict (load_name) do update set open_from = greatest(domo_load_throttle.open_from, excluded.open_from)";
    private static final String ALIVE = "select true or ? is null";
    private static final String WORKER = "worker ";
    static final String SLICE = "domo-stream-loader slice ";
    private final Connection presence;
    private final Connection claims;
    private final String load;
    private final long jobExecution;
    private final DomoClient domo;
    private final JdbcClient shared;
    private final ReentrantLock oneLook = new ReentrantLock();
    private final Set<Long> claimed = ConcurrentHashMap.newKeySet();
    private volatile @Nullable RuntimeException lost;

    private ShiftLock(
            Connection presence,
            Connection claims,
            JdbcClient shared,
            String load,
            long jobExecution,
            DomoClient domo) {
        this.shared = shared;
        this.presence = presence;
        this.claims = claims;
        this.load = load;
        this.jobExecution = jobExecution;
        this.domo = domo;
    }

    /** Null where the attempt is over, or its manager is just finding out whether workers are left. */
    static @Nullable ShiftLock take(
            DataSource database, String load, long jobExecution, DomoClient domo, String who, Duration hungAfter)
            throws SQLException {
        var presence = LockSession.open(database, WORKER + who, Duration.ZERO);
        Connection claims = null;
        try {
            claims = LockSession.open(database, WORKER + who, hungAfter);
            var lock = new ShiftLock(presence, claims, JdbcClient.create(database), load, jobExecution, domo);
            // Presence first: who sees the attempt going on after that is waited for when it ends.
            if (AdvisoryLock.ask(
                            presence,
                            "select pg_try_advisory_xact_lock_shared(" + AdvisoryLock.KEY + ")",
                            AdvisoryLock.ofWorkers(load))
                    && lock.look()) {
                return lock;
            }
        } catch (SQLException | RuntimeException e) {
            close(presence, claims);
            throw e;
        }
        close(presence, claims);
        return null;
    }

    static String ofSlice(long stepExecution) {
        return SLICE + stepExecution;
    }

    /** Whether the slice is the caller's from now on. */
    boolean claim(long stepExecution) {
        // A session gets what it has already once more: another thread here may be at this slice.
        if (!claimed.add(stepExecution)) {
            return false;
        }
        boolean got = claims("select pg_try_advisory_lock(" + AdvisoryLock.KEY + ")", ofSlice(stepExecution));
        if (!got) {
            claimed.remove(stepExecution);
        }
        return got;
    }

    void release(long stepExecution) {
        var unused = claims("select pg_advisory_unlock(" + AdvisoryLock.KEY + ")", ofSlice(stepExecution));
        claimed.remove(stepExecution);
    }

    /** What has come of a slice is told only by whose it is; also when the attempt is over. */
    void requireClaims() {
        var unused = claims(ALIVE, "");
    }

    private boolean claims(String sql, String name) {
        oneLook.lock();
        try {
            return AdvisoryLock.ask(claims, sql, name);
        } catch (SQLException e) {
            throw lose("its connection to the job repository was lost (%s)".formatted(e.getMessage()));
        } finally {
            oneLook.unlock();
        }
    }

    /** Asks whether all is still held, and tells the others, and learns from them, how long Domo lets no call pass. */
    @Override
    public void requireHeld() {
        var before = lost;
        if (before != null) {
            throw before;
        }
        oneLook.lock();
        try {
            if (!look()) {
                throw lose("the manager is gone, or has ended the attempt");
            }
            AdvisoryLock.ask(presence, ALIVE, "");
        } catch (SQLException | DataAccessException e) {
            throw lose("its connection to the job repository was lost (%s)".formatted(e.getMessage()));
        } finally {
            oneLook.unlock();
        }
    }

    private boolean look() throws SQLException {
        double closed = domo.closedFor().toMillis() / 1000.0;
        if (closed > 0) {
            // Not within the transaction that holds the claims: it would never be seen.
            shared.sql(TELL).param(load).param(closed).update();
        }
        try (var statement = claims.prepareStatement(HELD)) {
            statement.setString(1, AdvisoryLock.ofAttempt(jobExecution));
            statement.setString(2, load);
            try (var answer = statement.executeQuery()) {
                answer.next();
                double others = answer.getDouble(2);
                if (others > closed) {
                    domo.closeFor(Duration.ofMillis(Math.round(others * 1000)));
                }
                return answer.getBoolean(1);
            }
        }
    }

    /** Once lost it stays lost, also where the look succeeds again. */
    private RuntimeException lose(String why) {
        var failure = LoadFailure.resumable(
                ExitCodes.STOPPED,
                Runbook.STOPPED,
                "load %s: this worker may send nothing more: %s".formatted(load, why));
        lost = failure;
        return failure;
    }

    boolean isLost() {
        return lost != null;
    }

    @Override
    public void alsoStream(long stream) {}

    @Override
    public void awaitWorkers(StopSignal stop) {}

    @Override
    public Closeable attempt(long other) {
        throw new IllegalStateException("a worker makes no attempt");
    }

    @Override
    public void close() {
        close(presence, claims);
    }

    private static void close(Connection presence, @Nullable Connection claims) {
        LockSession.letGo(claims);
        LockSession.letGo(presence);
    }
}
