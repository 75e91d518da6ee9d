package io.domostream.loader.source;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

    /** Fixes a moment that all readers of one attempt share. */
    public Snapshot openSnapshot(SourceSpec spec) {
        var lock = inSession(session -> lockOf(Relation.of(session, spec)));
        return kept(session -> {
            // TRUNCATE is not MVCC-safe: were it allowed, later pages would be empty under an older snapshot.
            if (!lock.isEmpty()) {
                session.execute(lock);
            }
            return new ExportedSnapshot(session, session.one("SELECT pg_export_snapshot()", row -> row.getString(1)));
        });
    }

    /** For a source that can't bear a long transaction: needs a key, and each page is of a moment of its own. */
    public Snapshot noSnapshot() {
        return new NoSnapshot();
    }

    /** Cuts the source into pages within the limits and counts its rows, under the snapshot. */
    public PagePlan plan(SourceSpec spec, SourceTable table, PageLimits limits, Snapshot snapshot) {
        return new Planning(connections, spec, table, snapshot).plan(limits);
    }

    /** Throws unless the merge key's columns are loaded, hold no NULL, and together make each row unique. */
    public void requireUnique(SourceSpec spec, SourceTable table, List<String> mergeKey, Snapshot snapshot) {
        inSession(session -> {
            var key = MergeKey.of(session.under(snapshot), spec, table, mergeKey);
            key.requireUnique();
            return key;
        });
    }

    /** Throws unless the pages follow each other and their bounds rise by the server's own comparison. */
    public void proveBoundsRise(SourceSpec spec, SourceTable table, List<Page> pages) {
        inSession(session -> {
            new BoundsProof(session, PageSql.of(session, spec, table)).require(pages);
            return pages;
        });
    }

    /** Takes a connection for reading pages; each reader is for one thread. */
    public PageReader reader(SourceSpec spec, SourceTable table, Snapshot snapshot) {
        return kept(session -> {
            session.under(snapshot);
            return new CopyPageReader(session, table, PageSql.of(session, spec, table), snapshot.shared());
        });
    }

    /** Reads all rows by one query, for a plan that says {@code inOneGo}. */
    public RowStream stream(SourceSpec spec, SourceTable table, Snapshot snapshot) {
        return kept(session -> {
            session.under(snapshot);
            return new CopyRowStream(session, table, PageSql.of(session, spec, table));
        });
    }

    @Override
    public void close() {
        connections.close();
    }

    private static String lockOf(@Nullable Relation relation) {
        return relation != null && relation.lockable() ? "LOCK TABLE " + relation.name() + " IN ACCESS SHARE MODE" : "";
    }

    private <T> T inSession(Function<Session, T> work) {
        try (var session = new Session(connections)) {
            return work.apply(session);
        }
    }

    // Hands the session over to what is made of it, unless making it fails.
    private <T> T kept(Function<Session, T> maker) {
        var session = new Session(connections);
        try {
            return maker.apply(session);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }
}
