package io.domostream.loader.source;

import io.domostream.loader.source.Page.Nulls;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements that read one page, or say which rows are in it. */
record PageSql(String from, List<KeyColumn> key, boolean keyNullable, boolean foreign) {
    static PageSql of(Session session, SourceSpec spec, SourceTable table) {
        var from = from(spec, table.name());
        var key = KeyColumn.of(session, from, table.key());
        return new PageSql(
                within(session, spec, table, from),
                key,
                table.keyNullable(),
                table.keyNullable()
                        && !key.isEmpty()
                        && QueryPlan.readsAnotherServer(
                                session, key.stream().map(KeyColumn::name).toList(), from));
    }

    private static String within(Session session, SourceSpec spec, SourceTable table, String from) {
        var increment = spec.increment();
        if (increment == null) {
            return from;
        }
        // No more columns than needed, since the role may have no right to the others.
        var columns = new LinkedHashSet<String>();
        var relation = table.key().isEmpty() ? Relation.of(session, spec) : null;
        if (relation != null && relation.mayHaveBlocks()) {
            columns.add("ctid");
        }
        table.key().forEach(name -> columns.add(SqlLiteral.identifier(name)));
        table.columns().stream()
                .filter(column -> !column.absent())
                .forEach(column -> columns.add(SqlLiteral.identifier(column.name())));
        return "(SELECT %s FROM %s WHERE %s) AS increment"
                .formatted(String.join(", ", columns), from, increment.condition());
    }

    /** What to select all rows from: a table by its quoted name, or the query with its parameters' values. */
    static String from(SourceSpec spec, String tableName) {
        var query = spec.query();
        if (query == null || query.isBlank()) {
            return tableName;
        }
        var bound = NamedParameters.bind(query.strip().replaceFirst(";$", ""), spec.parameters());
        // The line break ends a comment in the query's last line.
        return "(" + bound + "\n) AS q";
    }

    static String select(List<SourceColumn> columns, String from) {
        return columns.stream()
                .map(column -> TypeMapping.copied(column) + " AS " + SqlLiteral.identifier(column.name()))
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + from));
    }

    String copy(List<SourceColumn> columns, Page page) {
        return toStdout(columns, rowsOf(page));
    }

    /** The clause that leaves a page's rows. */
    String rowsOf(Page page) {
        return " WHERE " + where(page);
    }

    String copyAll(List<SourceColumn> columns) {
        return toStdout(columns, "");
    }

    /** Reads what the clause leaves. */
    String sample(List<SourceColumn> columns, String clause) {
        return toStdout(columns, clause);
    }

    private String toStdout(List<SourceColumn> columns, String clause) {
        // Unquoted, a text \N would look like a NULL to Domo; NULLs themselves are never quoted.
        var quoted = columns.stream()
                .filter(column -> column.type() == DomoType.STRING)
                .map(column -> SqlLiteral.identifier(column.name()))
                .collect(Collectors.joining(", "));
        return "COPY (%s%s) TO STDOUT (FORMAT csv, ENCODING 'UTF8'%s)"
                .formatted(select(columns, from), clause, quoted.isEmpty() ? "" : ", FORCE_QUOTE (" + quoted + ")");
    }

    /** The rows that have all of the key. */
    String keyed() {
        return keyNullable ? notNull() : "true";
    }

    /** The key's columns, as a list. */
    String names() {
        return key.stream().map(KeyColumn::name).collect(Collectors.joining(", "));
    }

    // A row type's IS NOT NULL is false of a row that holds a NULL.
    private String notNull() {
        return "NOT (" + anyNull() + ")";
    }

    /** Of a foreign table the planner trusts a NOT NULL that nobody enforces, and takes IS NULL for false. */
    String anyNull() {
        if (foreign) {
            return QualifiedSql.anyNull(key.stream().map(KeyColumn::name).toArray(String[]::new));
        }
        return key.stream().map(column -> column.name() + " IS NULL").collect(Collectors.joining(" OR "));
    }

    private String where(Page page) {
        var from = page.from();
        var to = page.to();
        if (page.nulls() == Nulls.ALONE) {
            return anyNull();
        }
        boolean nulls = page.nulls() == Nulls.TOO;
        if (from == null && to == null && (nulls || !keyNullable)) {
            return "true";
        }
        var conditions = new ArrayList<String>();
        add(conditions, ">=", from);
        add(conditions, "<", to);
        if (keyNullable && !key.isEmpty()) {
            conditions.add(notNull());
        }
        var range = conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
        return nulls ? "(" + range + ") OR " + anyNull() : range;
    }

    private void add(List<String> conditions, String comparison, @Nullable List<String> bound) {
        if (bound == null) {
            return;
        }
        conditions.add(
                key.isEmpty()
                        ? QualifiedSql.binary(
                                "ctid",
                                comparison,
                                SqlLiteral.typed("(" + bound.get(0) + ",0)", QualifiedSql.type("tid")))
                        : KeyColumn.compared(key, comparison, literals(bound)));
        if (key.size() > 1) {
            // Follows from the row's comparison; but the planner sees a range, and an index for it, in single columns
            // only.
            var first = key.get(0);
            conditions.add(first.compare(comparison.charAt(0) + "=", first.literal(bound.get(0))));
        }
    }

    /** A bound as typed literals. */
    List<String> literals(List<String> bound) {
        var literals = new ArrayList<String>();
        for (int i = 0; i < key.size(); i++) {
            literals.add(key.get(i).literal(bound.get(i)));
        }
        return literals;
    }
}
