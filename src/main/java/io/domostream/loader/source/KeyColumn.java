package io.domostream.loader.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key's column as SQL needs it: quoted name, type and collation, so that bounds compare as the column does. */
record KeyColumn(String name, String type, @Nullable String collation) {
    static List<KeyColumn> of(Session session, String from, List<String> key) {
        return key.stream()
                .map(name -> of(session, from, SqlLiteral.identifier(name)))
                .toList();
    }

    String literal(String bound) {
        var literal = SqlLiteral.typed(bound, type);
        return collation == null ? literal : literal + " COLLATE " + collation;
    }

    private static KeyColumn of(Session session, String from, String name) {
        // One row of NULL tells the type without reading anything, and for a query as well as for a table.
        var empty = " FROM (SELECT 1) AS one LEFT JOIN (SELECT %s AS k FROM %s LIMIT 0) AS none ON true"
                .formatted(name, from);
        // "character" and "bit" without a length mean a length of 1, which would cut bounds short.
        var type = session.one(
                "SELECT CASE pg_typeof(k)::oid WHEN 1042 THEN 'bpchar' WHEN 1560 THEN 'pg_catalog.\"bit\"'"
                        + " ELSE pg_typeof(k)::text END" + empty,
                row -> row.getString(1));
        var collatable = session.one(
                "SELECT (SELECT typcollation <> 0 FROM pg_type WHERE oid = pg_typeof(k))" + empty,
                row -> row.getBoolean(1));
        return new KeyColumn(name, type, collatable ? collation(session, empty) : null);
    }

    private static @Nullable String collation(Session session, String empty) {
        var text = session.one("SELECT coalesce(pg_collation_for(k), '')" + empty, row -> row.getString(1));
        return text.isEmpty() ? null : text;
    }
}
