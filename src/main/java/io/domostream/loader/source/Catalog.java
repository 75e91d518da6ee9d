package io.domostream.loader.source;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the database knows about a table's or a query's columns and key. */
record Catalog(Session session) {
    /** All tables whose rows a table's scan returns: itself, its partitions and the tables that inherit from it. */
    static String tree() {
        return """
                WITH RECURSIVE tree (oid) AS (
                  SELECT CAST(? AS pg_catalog.oid)
                  UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN tree ON i.inhparent = tree.oid)
                """;
    }

    // A child may lack its parent's constraint, a foreign table's is not enforced, and one that is not valid yet is not
    // true.
    private static final String NOT_NULL = """
            (c.relkind <> 'f' AND b.attnotnull AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint n
              WHERE n.conrelid = b.attrelid AND n.contype = 'n' AND NOT n.convalidated AND b.attnum = ANY (n.conkey)))
            """;

    /** A column before its Domo type is chosen. */
    record Found(String name, String sourceType, PostgresKind kind, JdbcKind jdbcKind, boolean nullable) {
        Found(String name, String sourceType, PostgresKind kind, boolean nullable) {
            this(name, sourceType, kind, JdbcKind.NONE, nullable);
        }

        /** Of another database than PostgreSQL. */
        static Found of(JdbcColumn column) {
            return new Found(column.name(), column.sourceType(), PostgresKind.NONE, column.kind(), column.nullable());
        }
    }

    List<Found> columnsOf(Relation relation) {
        var raw = session.query(
                tree() + """
                SELECT a.attname, CAST(a.atttypid AS pg_catalog.int8), a.atttypmod,
                  EXISTS (SELECT FROM tree JOIN pg_catalog.pg_class c ON c.oid = tree.oid
                    JOIN pg_catalog.pg_attribute b ON b.attrelid = c.oid AND b.attname = a.attname AND NOT b.attisdropped
                    WHERE NOT %s)
                FROM pg_catalog.pg_attribute a
                WHERE a.attrelid = CAST(? AS pg_catalog.oid) AND a.attnum > CAST(0 AS pg_catalog.int2) AND NOT a.attisdropped
                ORDER BY a.attnum
                """.formatted(NOT_NULL),
                row -> new Raw(
                        row.getString(1), new ColumnType.Reference(row.getLong(2), row.getInt(3)), row.getBoolean(4)),
                relation.oid(),
                relation.oid());
        var types = ColumnType.resolve(session, raw.stream().map(Raw::type).toList());
        var found = new ArrayList<Found>();
        for (var column : raw) {
            found.add(found(column.name(), types.get(found.size()), column.nullable()));
        }
        return found;
    }

    List<Found> columnsOf(String query) {
        var names = session.columnNames("SELECT * FROM " + query + " LIMIT 0");
        if (names.isEmpty()) {
            return List.of();
        }
        var types = ColumnType.of(session, "*", names.size(), query);
        var found = new ArrayList<Found>();
        for (var name : names) {
            found.add(found(name, types.get(found.size()), true));
        }
        return found;
    }

    private static Found found(String name, ColumnType type, boolean nullable) {
        return new Found(name, type.name(), type.kind(), nullable);
    }

    /** Whether rows of other servers are among a table's, whose blocks are not known here. */
    boolean hasForeignTables(Relation relation) {
        return session.one(tree() + """
                SELECT EXISTS (SELECT FROM tree JOIN pg_catalog.pg_class c ON c.oid = tree.oid WHERE c.relkind = 'f')
                """, row -> row.getBoolean(1), relation.oid());
    }

    List<String> policiesOf(Relation relation) {
        return session.query(
                "SELECT polname FROM pg_catalog.pg_policy WHERE polrelid = CAST(? AS pg_catalog.oid) ORDER BY polname",
                row -> row.getString(1),
                relation.oid());
    }

    List<String> primaryKeyOf(Relation relation) {
        return session.query("""
                SELECT a.attname FROM pg_catalog.pg_index i,
                  pg_catalog.unnest(CAST(i.indkey AS pg_catalog.int2[])) WITH ORDINALITY AS k(attnum, place)
                  JOIN pg_catalog.pg_attribute a ON a.attnum = k.attnum
                WHERE i.indrelid = CAST(? AS pg_catalog.oid) AND i.indisprimary AND a.attrelid = i.indrelid ORDER BY place
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
                SELECT EXISTS (SELECT FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
                  WHERE i.indrelid = CAST(? AS pg_catalog.oid) AND i.indisunique AND i.indisvalid AND i.indimmediate
                  AND i.indpred IS NULL AND i.indexprs IS NULL
                  AND NOT EXISTS (SELECT FROM pg_catalog.unnest((CAST(i.indkey AS pg_catalog.int2[]))[0:i.indnkeyatts - 1]) AS k
                    JOIN pg_catalog.pg_attribute b ON b.attrelid = i.indrelid AND b.attnum = k
                    WHERE NOT %s OR b.attname <> ALL (CAST(? AS pg_catalog.name[]))))
                AND (? OR NOT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhparent = CAST(? AS pg_catalog.oid)))
                """.formatted(NOT_NULL),
                row -> row.getBoolean(1),
                relation.oid(),
                columns.toArray(String[]::new),
                relation.kind() == 'p',
                relation.oid());
    }

    private record Raw(String name, ColumnType.Reference type, boolean nullable) {}
}
