package io.domostream.loader.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Looks often at how many connections are open, all but its own. */
final class Connections implements AutoCloseable {
    private static final int LOOK_MILLIS = 200;
    private static final String OPEN =
            "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
    private final Connection source;
    private final Connection repository;
    private final AtomicLong ofSource = new AtomicLong();
    private final AtomicLong ofRepository = new AtomicLong();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    Connections(Source source, Repository repository) throws SQLException {
        this.source = source.connection();
        this.repository = repository.last();
    }

    /** The most that were seen at once. */
    record Most(long source, long repository) {}

    void watch() {
        var unused = timer.scheduleAtFixedRate(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            ofSource.accumulateAndGet(Servers.number(source, OPEN), Math::max);
            ofRepository.accumulateAndGet(Servers.number(repository, OPEN), Math::max);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Most most() {
        return new Most(ofSource.get(), ofRepository.get());
    }

    @Override
    public void close() throws SQLException {
        try (source;
                repository) {
            timer.shutdownNow();
        }
    }
}
