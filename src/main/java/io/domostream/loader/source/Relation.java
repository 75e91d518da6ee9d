package io.domostream.loader.source;

import io.domostream.loader.Runbook;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A table, view or the like as the catalogue knows it; {@code name} is ready to stand in SQL. */
record Relation(long oid, String name, char kind) {
    /** Finds a table by a name as SQL would read it, then by the name exactly as written. */
    static Relation find(Session session, String table) {
        var names = candidates(table.strip());
        var found = session.query(
                """
                SELECT c.oid::bigint, quote_ident(n.nspname) || '.' || quote_ident(c.relname), c.relkind
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.oid = coalesce(to_regclass(?), to_regclass(?), to_regclass(?))
                  AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                """,
                row -> new Relation(
                        row.getLong(1), row.getString(2), row.getString(3).charAt(0)),
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

    /** Whether its rows are stored in blocks of its own, which a view's or a foreign table's are not. */
    boolean hasBlocks() {
        return kind == 'r' || kind == 'p' || kind == 'm';
    }

    /** Whether it can be locked against TRUNCATE; PostgreSQL refuses this for the other kinds. */
    boolean lockable() {
        return kind == 'r' || kind == 'p' || kind == 'v';
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
