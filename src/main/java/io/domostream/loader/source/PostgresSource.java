package io.domostream.loader.source;

import io.domostream.loader.Runbook;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL database to load from: inspects, plans pages, and reads them under one snapshot. */
public final class PostgresSource implements SourceDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresSource.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Connections connections;

    /** Opens no connection yet. */
    public PostgresSource(SourceSettings settings, int poolSize) {
        connections = new Connections(
                settings,
                poolSize,
                PATIENCE,
                connection -> PostgresTransactions.read(connection, settings.rowSecurity(), settings.currentSchema()));
    }

    @Override
    public @Nullable String version() {
        return connections.version();
    }

    @Override
    public SourceTable inspect(SourceSpec spec) {
        try {
            return inSession(session -> Inspector.inspect(spec, new Catalog(session)));
        } catch (SourceException e) {
            throw e.runbook() == Runbook.ROWS_HIDDEN ? e.byPolicies(inSession(session -> policies(session, spec))) : e;
        }
    }

    /** Of the load's table; those behind a view or a query are named by the server through their table alone. */
    private static List<String> policies(Session session, SourceSpec spec) {
        var relation = Relation.of(session, spec);
        return relation == null ? List.of() : new Catalog(session).policiesOf(relation);
    }

    @Override
    public Snapshot openSnapshot(SourceSpec spec, int readers) {
        var opening = inSession(session -> {
            var table = Inspector.inspect(spec, new Catalog(session));
            var from = PageSql.from(spec, table.name());
            boolean one = new ForeignTables(session).needOneSession(PageSql.select(table.columns(), from));
            return new Opening(from, one);
        });
        return opening.oneSession
                ? openOneSession(lock(opening.from))
                : SharedSnapshot.open(connections, lock(opening.from), readers);
    }

    private record Opening(String from, boolean oneSession) {}

    private Snapshot openOneSession(Consumer<Session> lock) {
        LOG.info("foreign tables are read under one snapshot by one session only: pages are read one after another");
        var session = new Session(connections);
        try {
            lock.accept(session);
            return new OneSession(session);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public Snapshot joinSnapshot(SourceSpec spec, String exported, int readers) {
        var from = inSession(session -> {
            var relation = Relation.of(session, spec);
            return PageSql.from(spec, relation == null ? "" : relation.name());
        });
        return SharedSnapshot.of(connections, lock(from), readers, exported);
    }

    private static Consumer<Session> lock(String from) {
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
    public void tryFirstPage(SourceSpec spec, SourceTable table, PagePlan plan, Snapshot snapshot) {
        Lent.to(snapshot, session -> {
            var first = new FirstPage(session, PageSql.of(session, spec, table), table);
            first.read(plan.pages().get(0));
            return first;
        });
    }

    @Override
    public PageReaders readers(SourceSpec spec, SourceTable table, Snapshot snapshot) {
        var sql = Lent.to(snapshot, session -> PageSql.of(session, spec, table));
        return () -> new CopyPageReader(snapshot, table, sql);
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
