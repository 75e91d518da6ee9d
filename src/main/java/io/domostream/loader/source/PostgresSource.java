package io.domostream.loader.source;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL database to load from: inspects, plans pages, and reads them under one snapshot. */
public final class PostgresSource implements SourceDatabase {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Connections connections;

    /** Opens no connection yet. */
    public PostgresSource(SourceSettings settings, int poolSize) {
        connections = new Connections(settings, poolSize, PATIENCE);
    }

    @Override
    public @Nullable String version() {
        return connections.version();
    }

    @Override
    public SourceTable inspect(SourceSpec spec) {
        return inSession(session -> Inspector.inspect(spec, new Catalog(session)));
    }

    @Override
    public int readersOfOneMoment(int wanted) {
        return wanted;
    }

    @Override
    public Snapshot openSnapshot(SourceSpec spec, int readers) {
        return SharedSnapshot.open(connections, lock(spec), readers);
    }

    @Override
    public Snapshot joinSnapshot(SourceSpec spec, String exported, int readers) {
        return SharedSnapshot.of(connections, lock(spec), readers, exported);
    }

    private Consumer<Session> lock(SourceSpec spec) {
        var from = inSession(session -> {
            var relation = Relation.of(session, spec);
            return PageSql.from(spec, relation == null ? "" : relation.name());
        });
        // Any read locks all tables it names, a view's or a query's too, until its transaction ends. TRUNCATE is not
        // MVCC-safe: were it allowed, later pages would be empty under an older snapshot.
        return session -> session.execute("SELECT FROM " + from + " LIMIT 0");
    }

    @Override
    public Snapshot noSnapshot() {
        return new NoSnapshot(connections);
    }

    @Override
    public PagePlan plan(SourceSpec spec, SourceTable table, PageLimits limits, Snapshot snapshot) {
        return new Planning(spec, table, snapshot).plan(limits);
    }

    @Override
    public Increment increment(
            SourceSpec spec, SourceTable table, Watermark watermark, Watermark.Past past, Snapshot snapshot) {
        return Lent.to(
                snapshot,
                session -> IncrementBounds.of(session, spec, table, watermark).past(past));
    }

    @Override
    public void requireUnique(SourceSpec spec, SourceTable table, List<String> mergeKey, Snapshot snapshot) {
        Lent.to(snapshot, session -> {
            var key = MergeKey.of(session, spec, table, mergeKey);
            key.requireUnique();
            return key;
        });
    }

    @Override
    public boolean boundsRise(SourceSpec spec, SourceTable table, List<Page> pages, Snapshot snapshot) {
        return Lent.to(snapshot, session -> new BoundsProof(session, PageSql.of(session, spec, table)).holds(pages));
    }

    @Override
    public PageReaders readers(SourceSpec spec, SourceTable table, Snapshot snapshot) {
        var sql = Lent.to(snapshot, session -> PageSql.of(session, spec, table));
        return () -> Lent.kept(snapshot, session -> new CopyPageReader(snapshot, session, table, sql));
    }

    @Override
    public RowStream stream(SourceSpec spec, SourceTable table, Snapshot snapshot) {
        return Lent.kept(
                snapshot, session -> new CopyRowStream(snapshot, session, table, PageSql.of(session, spec, table)));
    }

    @Override
    public void close() {
        connections.close();
    }

    private <T> T inSession(Function<Session, T> work) {
        try (var session = new Session(connections)) {
            return work.apply(session);
        }
    }
}
