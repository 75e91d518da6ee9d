package io.domostream.loader.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the database knows about a table's or a query's columns, key and size. */
record Catalog(Session session) {
    private static final Pattern ROWS = Pattern.compile("\"Plan Rows\": (\\d+)");
    private static final Pattern WIDTH = Pattern.compile("\"Plan Width\": (\\d+)");

    /** A column before its Domo type is chosen. */
    record Found(String name, String sourceType, boolean nullable) {}

    /** What the planner expects. */
    record Estimate(long rows, double rowBytes) {}

    List<Found> columnsOf(Relation relation) {
        return typed(session.query(
                """
                SELECT attname, atttypid::bigint, atttypmod, NOT attnotnull FROM pg_attribute
                WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped ORDER BY attnum
                """,
                row -> new Raw(row.getString(1), row.getLong(2), row.getInt(3), row.getBoolean(4)),
                relation.oid()));
    }

    List<Found> columnsOf(String query) {
        var names = session.columnNames("SELECT * FROM " + query + " LIMIT 0");
        if (names.isEmpty()) {
            return List.of();
        }
        var places = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            places.add("c" + i);
        }
        // Columns are named by their place, since a query may name two alike.
        var types = session.one(
                "SELECT ARRAY[%s] FROM (SELECT 1) AS one LEFT JOIN (SELECT * FROM %s LIMIT 0) AS none(%s) ON true"
                        .formatted(
                                places.stream()
                                        .map(place -> "pg_typeof(" + place + ")::oid::bigint")
                                        .collect(Collectors.joining(", ")),
                                query,
                                String.join(", ", places)),
                row -> (Long[]) row.getArray(1).getArray());
        var raw = new ArrayList<Raw>();
        for (int i = 0; i < names.size(); i++) {
            raw.add(new Raw(names.get(i), types[i], -1, true));
        }
        return typed(raw);
    }

    List<String> primaryKeyOf(Relation relation) {
        return session.query("""
                SELECT attname FROM pg_index, unnest(indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
                JOIN pg_attribute a ON a.attnum = k.attnum
                WHERE indrelid = ? AND indisprimary AND attrelid = indrelid ORDER BY place
                """, row -> row.getString(1), relation.oid());
    }

    /** Whether an index shows that no two rows have the same values in these columns, and none has a NULL there. */
    boolean provesUnique(@Nullable Relation relation, List<String> columns) {
        if (relation == null) {
            return false;
        }
        // An index of a table says nothing about the rows of tables that inherit from it, unless they are its
        // partitions.
        return session.one(
                """
                SELECT EXISTS (SELECT FROM pg_index i WHERE indrelid = ? AND indisunique AND indisvalid AND indimmediate
                  AND indpred IS NULL AND indexprs IS NULL
                  AND NOT EXISTS (SELECT FROM unnest((indkey::int2[])[0:indnkeyatts - 1]) AS k
                    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k
                    WHERE NOT attnotnull OR attname <> ALL (?)))
                AND (? OR NOT EXISTS (SELECT FROM pg_inherits WHERE inhparent = ?))
                """,
                row -> row.getBoolean(1),
                relation.oid(),
                columns.toArray(String[]::new),
                relation.kind() == 'p',
                relation.oid());
    }

    /** Asks the planner, which also checks permissions and casts without reading a row. */
    Estimate estimate(String select) {
        var plan = String.join("\n", session.query("EXPLAIN (FORMAT JSON) " + select, row -> row.getString(1)));
        return new Estimate(first(ROWS, plan), first(WIDTH, plan));
    }

    private static long first(Pattern pattern, String plan) {
        var found = pattern.matcher(plan);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    private List<Found> typed(List<Raw> raw) {
        return raw.stream()
                .map(column -> new Found(column.name(), baseType(column), column.nullable()))
                .toList();
    }

    private String baseType(Raw column) {
        return session.one("""
                WITH RECURSIVE base AS (
                  SELECT oid, typtype, typbasetype, typtypmod, ?::int AS modifier FROM pg_type WHERE oid = ?::bigint::oid
                  UNION ALL
                  SELECT t.oid, t.typtype, t.typbasetype, t.typtypmod, base.typtypmod
                  FROM base JOIN pg_type t ON t.oid = base.typbasetype WHERE base.typtype = 'd')
                SELECT CASE typtype WHEN 'c' THEN ? ELSE '' END || format_type(oid, modifier)
                FROM base WHERE typtype <> 'd'
                """, row -> row.getString(1), column.modifier(), column.type(), TypeMapping.COMPOSITE);
    }

    private record Raw(String name, long type, int modifier, boolean nullable) {}
}
