package io.domostream.loader.source;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** A PostgreSQL database to load from: inspects, plans pages, and reads them under one snapshot. */
public final class PostgresSource implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Connections connections;

    /** Opens no connection yet. */
    public PostgresSource(SourceSettings settings, int poolSize) {
        connections = new Connections(settings, poolSize, PATIENCE);
    }

    /** Reads the columns, the key and the estimates, and checks the settings against them. */
    public SourceTable inspect(SourceSpec spec) {
        return inSession(session -> new Inspector(spec, new Catalog(session)).inspect());
    }

    /** Fixes a moment that so many readers of one attempt share. */
    public Snapshot openSnapshot(SourceSpec spec, int readers) {
        var from = inSession(session -> {
            var relation = Relation.of(session, spec);
            return PageSql.from(spec, relation == null ? "" : relation.name());
        });
        // Any read locks all tables it names, a view's or a query's too, until its transaction ends. TRUNCATE is not
        // MVCC-safe: were it allowed, later pages would be empty under an older snapshot.
        return SharedSnapshot.open(
                connections, session -> session.execute("SELECT FROM " + from + " LIMIT 0"), readers);
    }

    /** For a source that can't bear a long transaction: needs a key, and each page is of a moment of its own. */
    public Snapshot noSnapshot() {
        return new NoSnapshot(connections);
    }

    /** Cuts the source into pages within the limits and counts its rows, under the snapshot. */
    public PagePlan plan(SourceSpec spec, SourceTable table, PageLimits limits, Snapshot snapshot) {
        return new Planning(spec, table, snapshot).plan(limits);
    }

    /** The rows past what was committed, as they are under the snapshot. */
    public Increment increment(
            SourceSpec spec, SourceTable table, Watermark watermark, Watermark.Past past, Snapshot snapshot) {
        return Lent.to(
                snapshot,
                session -> IncrementBounds.of(session, spec, table, watermark).past(past));
    }

    /** Throws unless the merge key's columns are loaded, hold no NULL, and together make each row unique. */
    public void requireUnique(SourceSpec spec, SourceTable table, List<String> mergeKey, Snapshot snapshot) {
        Lent.to(snapshot, session -> {
            var key = MergeKey.of(session, spec, table, mergeKey);
            key.requireUnique();
            return key;
        });
    }

    /** Whether the pages follow each other and their bounds rise by the server's own comparison. */
    public boolean boundsRise(SourceSpec spec, SourceTable table, List<Page> pages, Snapshot snapshot) {
        return Lent.to(snapshot, session -> new BoundsProof(session, PageSql.of(session, spec, table)).holds(pages));
    }

    /** Readers of the pages, all on connections of the snapshot's. */
    public PageReaders readers(SourceSpec spec, SourceTable table, Snapshot snapshot) {
        return new PageReaders(snapshot, table, Lent.to(snapshot, session -> PageSql.of(session, spec, table)));
    }

    /** Reads all rows by one query, for a plan that says {@code inOneGo}. */
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
