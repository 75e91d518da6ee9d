package io.domostream.loader.source;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Any database to load from by what JDBC offers for all of them. */
public final class JdbcSource implements SourceDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcSource.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final double BYTES_A_VALUE = 10;

    private final Connections connections;

    /** Opens no connection yet. */
    JdbcSource(SourceSettings settings, int poolSize) {
        connections = new Connections(settings, poolSize, PATIENCE, connection -> TransactionSettings.NONE);
    }

    @Override
    public @Nullable String version() {
        return connections.version();
    }

    @Override
    public SourceTable inspect(SourceSpec spec) {
        return inSession(session -> {
            var table = table(session, spec);
            var name = table == null ? "query" : table.sql();
            var from = JdbcPages.from(session, spec, name);
            new JdbcParameters(session, from).requireUnchanged(spec.parameters());
            var columns = table == null ? columns(session, from) : columns(session, table, from);
            var found = columns.stream().map(Catalog.Found::of).toList();
            var inspected = new Inspector(spec, new JdbcTypes())
                    .describe(name, found, table == null ? List.of() : table.primaryKey(session));
            return new SourceTable(
                    name,
                    inspected.columns(),
                    inspected.key(),
                    inspected.keyNullable(),
                    0,
                    BYTES_A_VALUE * inspected.columns().size(),
                    inspected.primaryKey());
        });
    }

    @Override
    public Snapshot openSnapshot(SourceSpec spec, int readers) {
        int isolation = connections.product().oneMoment();
        if (isolation == Connection.TRANSACTION_NONE) {
            throw SourceException.badSettings(
                    "snapshot is shared, and how to read one moment of this kind of database is not known",
                    "set the load's snapshot: none");
        }
        if (readers > 1) {
            LOG.info(
                    "{} shows one moment to one connection only: pages are read one after another; snapshot: none reads {} at once",
                    connections.product().shown(),
                    readers);
        }
        var session = new Session(connections);
        try {
            session.isolate(isolation);
            var table = table(session, spec);
            // The moment is that of the first statement.
            RunningQuery.number(
                    session,
                    JdbcPages.from(session, spec, table == null ? "query" : table.sql())
                            .counted("1 = 0"));
            return new OneSession(session);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public Snapshot joinSnapshot(SourceSpec spec, String exported, int readers) {
        throw new IllegalStateException("no other connection sees this one's moment");
    }

    @Override
    public Snapshot noSnapshot() {
        return new NoSnapshot(connections);
    }

    @Override
    public PagePlan plan(SourceSpec spec, SourceTable table, PageLimits limits, Snapshot snapshot) {
        return Lent.to(snapshot, session -> new JdbcPlanning(spec, table, session).plan(limits, snapshot.shared()));
    }

    @Override
    public Increment increment(
            SourceSpec spec, SourceTable table, Watermark watermark, Watermark.Past past, Snapshot snapshot) {
        return Lent.to(snapshot, session -> {
            var from = JdbcPages.from(session, spec, table.name());
            var column = watermark.among(columns(session, from), JdbcColumn::name);
            return new JdbcIncrement(session, from, watermark, column, snapshot.shared()).past(past);
        });
    }

    @Override
    public void requireUnique(SourceSpec spec, SourceTable table, List<String> mergeKey, Snapshot snapshot) {
        Lent.to(snapshot, session -> {
            var from = JdbcPages.from(session, spec, table.name());
            var key = new JdbcMergeKey(session, from, table);
            key.requireUnique(MergeKey.columns(table, mergeKey));
            return key;
        });
    }

    @Override
    public boolean boundsRise(SourceSpec spec, SourceTable table, List<Page> pages, Snapshot snapshot) {
        var bounds = new ArrayList<List<String>>();
        pages.stream().map(Page::from).filter(Objects::nonNull).forEach(bounds::add);
        return BoundsProof.isWhole(pages, table.keyNullable() && !table.key().isEmpty())
                && (bounds.size() < 2
                        || Lent.to(
                                snapshot,
                                session -> new JdbcBounds(
                                                session, JdbcPages.of(session, spec, table), snapshot.shared())
                                        .holdEachRowOnce(bounds)));
    }

    /** What is read in one pass has been run once to count its rows. */
    @Override
    public void tryFirstPage(SourceSpec spec, SourceTable table, PagePlan plan, Snapshot snapshot) {
        if (!plan.inOneGo()) {
            Lent.to(snapshot, session -> {
                var sql = JdbcPages.of(session, spec, table)
                        .page(session, table, plan.pages().get(0));
                try (var query = RunningQuery.of(session, sql, 1)) {
                    var row = new CsvRow(session.product(), table, query);
                    return query.next() ? row.read(query).length() : 0;
                }
            });
        }
    }

    @Override
    public PageReaders readers(SourceSpec spec, SourceTable table, Snapshot snapshot) {
        var sql = Lent.to(snapshot, session -> JdbcPages.of(session, spec, table));
        return () -> new JdbcPageReader(snapshot, table, sql);
    }

    @Override
    public RowStream stream(SourceSpec spec, SourceTable table, Snapshot snapshot) {
        return Lent.kept(
                snapshot,
                session -> new JdbcRowStream(snapshot, session, table, JdbcPages.from(session, spec, table.name())));
    }

    @Override
    public void close() {
        connections.close();
    }

    private static @Nullable JdbcTable table(Session session, SourceSpec spec) {
        var table = spec.table();
        return table == null || table.isBlank() ? null : JdbcTable.find(session, table);
    }

    private static List<JdbcColumn> columns(Session session, Sql from) {
        try (var query =
                RunningQuery.of(session, Sql.of("SELECT * FROM ").then(from).then(" WHERE 1 = 0"))) {
            return query.read(rows -> JdbcColumn.of(session.product(), rows.getMetaData()));
        }
    }

    /** Of a table that has a column which nothing can select, such as an XML of Derby's, each column alone. */
    private static List<JdbcColumn> columns(Session session, JdbcTable table, Sql from) {
        try {
            return columns(session, from);
        } catch (SourceException e) {
            var columns = table.describedColumns(session).stream()
                    .map(column -> selected(session, column, from))
                    .toList();
            if (columns.stream().allMatch(column -> column.kind() == JdbcKind.UNREADABLE)) {
                throw e;
            }
            return columns;
        }
    }

    private static JdbcColumn selected(Session session, JdbcColumn described, Sql from) {
        var name = Quote.of(session).name(described.name());
        try (var query = RunningQuery.of(
                session, Sql.of("SELECT " + name + " FROM ").then(from).then(" WHERE 1 = 0"))) {
            return query.read(rows -> JdbcColumn.of(session.product(), rows.getMetaData()))
                    .get(0);
        } catch (SourceException e) {
            return described;
        }
    }

    private <T> T inSession(Function<Session, T> work) {
        try (var session = new Session(connections)) {
            return work.apply(session);
        }
    }
}
