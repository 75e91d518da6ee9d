package io.domostream.loader.source;

import io.domostream.loader.Runbook;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A table, view or the like as the catalog knows it; {@code name} is its quoted name for SQL. {@code readable}: all of its
 * columns, the system's too, may be read.
 */
record Relation(long oid, String name, char kind, boolean readable) {
    /** Finds a table by a name as SQL would read it, then by the name exactly as written. */
    static Relation find(Session session, String table) {
        var names = candidates(table.strip());
        var found = session.query(
                """
                SELECT CAST(c.oid AS pg_catalog.int8),
                  pg_catalog.concat(pg_catalog.quote_ident(n.nspname), '.', pg_catalog.quote_ident(c.relname)), c.relkind,
                  pg_catalog.has_table_privilege(c.oid, 'SELECT')
                FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE c.oid = coalesce(pg_catalog.to_regclass(CAST(? AS pg_catalog.text)),
                    pg_catalog.to_regclass(CAST(? AS pg_catalog.text)), pg_catalog.to_regclass(CAST(? AS pg_catalog.text)))
                  AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                """,
                row -> new Relation(
                        row.getLong(1), row.getString(2), row.getString(3).charAt(0), row.getBoolean(4)),
                names.get(0),
                names.get(1),
                names.get(2));
        if (found.isEmpty()) {
            throw SourceException.badSettings(
                    "table " + table + " is not there, or its schema may not be used",
                    "give it as schema.table, and grant the user USAGE on the schema",
                    Runbook.TABLE_NOT_READABLE,
                    null);
        }
        return found.get(0);
    }

    /** The table a load names; null for a query. */
    static @Nullable Relation of(Session session, SourceSpec spec) {
        var table = spec.table();
        return table == null || table.isBlank() ? null : find(session, table);
    }

    /**
     * Whether its rows can be read by ranges of blocks: it stores them itself, and {@code ctid}, for which rights on single
     * columns are not enough, may be read.
     */
    boolean mayHaveBlocks() {
        return readable && (kind == 'r' || kind == 'p' || kind == 'm');
    }

    private static List<String> candidates(String table) {
        if (table.indexOf('"') >= 0) {
            return List.of(table, table, table);
        }
        var whole = SqlLiteral.identifier(table);
        int dot = table.indexOf('.');
        if (dot != table.lastIndexOf('.')) {
            return List.of(whole, whole, whole);
        }
        var exact = dot < 0
                ? whole
                : SqlLiteral.identifier(table.substring(0, dot)) + "."
                        + SqlLiteral.identifier(table.substring(dot + 1));
        return List.of(exact.toLowerCase(Locale.ROOT), exact, whole);
    }
}
