package io.domostream.loader.source;

import io.domostream.loader.source.Page.Nulls;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The statements that read one page, or say which rows are in it: {@link PageSql} in the SQL that all databases share. */
record JdbcPages(Sql from, JdbcKey key, boolean keyNullable) {
    static JdbcPages of(Session session, SourceSpec spec, SourceTable table) {
        var from = from(session, spec, table.name());
        if (table.key().isEmpty()) {
            return new JdbcPages(from, JdbcKey.none(session.product()), false);
        }
        var quote = Quote.of(session);
        var names = table.key().stream().map(quote::name).toList();
        var none = Sql.of("SELECT " + String.join(", ", names) + " FROM ")
                .then(from)
                .then(" WHERE 1 = 0");
        try (var query = RunningQuery.of(session, none)) {
            var columns = query.read(rows -> JdbcColumn.of(session.product(), rows.getMetaData()));
            return new JdbcPages(from, JdbcKey.of(session.product(), table, names, columns), table.keyNullable());
        }
    }

    /** What to select from: a table by its quoted name, or the query with its parameters' values; of an increment its rows. */
    static Sql from(Session session, SourceSpec spec, String tableName) {
        var all = all(session.product(), spec, tableName);
        var increment = spec.increment();
        return increment == null
                ? all
                : Sql.of("(SELECT * FROM ")
                        .then(all)
                        .then(" WHERE ")
                        .then(JdbcIncrement.within(
                                session.product(), increment, Quote.of(session).name(increment.column())))
                        .then(") i");
    }

    private static Sql all(Product product, SourceSpec spec, String tableName) {
        var query = spec.query();
        if (query == null || query.isBlank()) {
            return Sql.of(tableName);
        }
        var bound = NamedParameters.marked(
                product.lexis(), query.strip().replaceFirst(";$", ""), spec.parameters(), product::bound);
        // The line break ends a comment in the query's last line; not every database takes an AS here.
        return Sql.of("(").then(bound).then("\n) q");
    }

    /** All rows, with just the columns to load. */
    static Sql all(Session session, SourceTable table, Sql from) {
        var quote = Quote.of(session);
        return Sql.of(table.columns().stream()
                        .map(column -> column.absent()
                                ? "CAST(NULL AS CHAR(1))"
                                : session.product().selected(column, quote.name(column.name())))
                        .collect(Collectors.joining(", ", "SELECT ", " FROM ")))
                .then(from);
    }

    Sql page(Session session, SourceTable table, Page page) {
        return all(session, table, from).then(" WHERE ").then(where(page));
    }

    /** The keys of all rows that have one, in their order. */
    Sql ordered() {
        return ordered(Sql.of(keyNullable ? notNull() : "1 = 1"));
    }

    Sql ordered(Sql condition) {
        return keys(condition).then(" ORDER BY " + String.join(", ", key.names()));
    }

    Sql keys(Sql condition) {
        return Sql.of("SELECT " + String.join(", ", key.names()) + " FROM ")
                .then(from)
                .then(" WHERE ")
                .then(condition);
    }

    Sql count(Sql condition) {
        return Sql.of("SELECT COUNT(*) FROM ").then(from).then(" WHERE ").then(condition);
    }

    String anyNull() {
        return key.names().stream().map(name -> name + " IS NULL").collect(Collectors.joining(" OR "));
    }

    private String notNull() {
        return key.names().stream().map(name -> name + " IS NOT NULL").collect(Collectors.joining(" AND "));
    }

    private Sql where(Page page) {
        if (page.nulls() == Nulls.ALONE) {
            return Sql.of(anyNull());
        }
        boolean nulls = page.nulls() == Nulls.TOO;
        if (page.from() == null && page.to() == null && (nulls || !keyNullable)) {
            return Sql.of("1 = 1");
        }
        var conditions = new ArrayList<Sql>();
        add(conditions, ">", true, page.from());
        add(conditions, "<", false, page.to());
        if (keyNullable) {
            conditions.add(Sql.of(notNull()));
        }
        var range = Sql.joined(" AND ", conditions);
        return nulls ? range.bracketed().then(" OR " + anyNull()) : range;
    }

    private static List<Sql> plain(List<String> names) {
        return names.stream().map(Sql::of).toList();
    }

    private void add(List<Sql> conditions, String comparison, boolean orEqual, @Nullable List<String> bound) {
        if (bound == null) {
            return;
        }
        var values = key.values(bound);
        if (values.size() > 1) {
            // Follows from the rest; but an index is seen by it.
            conditions.add(Sql.of(key.names().get(0) + " " + comparison + "= ").then(values.get(0)));
        }
        conditions.add(compared(plain(key.names()), comparison, orEqual, values).bracketed());
    }

    /** Rows from this key on to before the other. */
    Sql between(List<String> first, List<String> end) {
        var conditions = new ArrayList<Sql>();
        add(conditions, ">", true, first);
        add(conditions, "<", false, end);
        return Sql.joined(" AND ", conditions);
    }

    /** Rows that have this key. */
    Sql equal(List<String> bound) {
        var values = key.values(bound);
        return Sql.joined(
                " AND ",
                IntStream.range(0, values.size())
                        .mapToObj(i -> Sql.of(key.names().get(i) + " = ").then(values.get(i)))
                        .toList());
    }

    /** Rows whose key comes after this one. */
    Sql after(List<String> bound) {
        return compared(plain(key.names()), ">", false, key.values(bound));
    }

    /** Compares as rows, since not every database has a comparison of rows. */
    static Sql compared(List<Sql> those, String comparison, boolean orEqual, List<Sql> values) {
        var one = those.get(0);
        var value = values.get(0);
        if (those.size() == 1) {
            return one.then(" " + comparison + (orEqual ? "= " : " ")).then(value);
        }
        var rest = compared(those.subList(1, those.size()), comparison, orEqual, values.subList(1, values.size()));
        return one.then(" " + comparison + " ")
                .then(value)
                .then(" OR (")
                .then(one)
                .then(" = ")
                .then(value)
                .then(" AND ")
                .then(rest.bracketed())
                .then(")");
    }
}
