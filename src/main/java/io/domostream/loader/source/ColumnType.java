package io.domostream.loader.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A type without its domains, as the catalog knows it. {@code name} is for people; {@code sql} is its qualified name, to
 * which a domain's constraints do not belong; {@code operators} is the schema of the operators that sort it; {@code ofDomain}
 * says whether there was a domain.
 */
record ColumnType(String name, String sql, PostgresKind kind, boolean collatable, String operators, boolean ofDomain) {
    private static final String RESOLVE = """
            WITH RECURSIVE wanted (place, oid, modifier) AS (VALUES %s), base AS (
              SELECT w.place, t.oid, t.typtype, t.typbasetype, t.typtypmod, w.modifier
              FROM wanted w JOIN pg_catalog.pg_type t ON t.oid = w.oid
              UNION ALL
              SELECT b.place, t.oid, t.typtype, t.typbasetype, t.typtypmod, b.typtypmod
              FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.typbasetype WHERE b.typtype = 'd')
            SELECT CAST(b.oid AS pg_catalog.int8),
                   pg_catalog.format_type(b.oid, b.modifier),
                   pg_catalog.concat(pg_catalog.quote_ident(n.nspname), '.', pg_catalog.quote_ident(t.typname)),
                   b.typtype = 'c' OR EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.typarray = t.oid),
                   t.typcollation <> CAST(0 AS pg_catalog.oid),
                   coalesce((SELECT pg_catalog.quote_ident(s.nspname) FROM pg_catalog.pg_opclass c
                       JOIN pg_catalog.pg_am m ON m.oid = c.opcmethod AND m.amname = 'btree'
                       JOIN pg_catalog.pg_amop a ON a.amopfamily = c.opcfamily AND a.amopstrategy = CAST(4 AS pg_catalog.int2)
                         AND a.amoplefttype = c.opcintype AND a.amoprighttype = c.opcintype
                       JOIN pg_catalog.pg_operator o ON o.oid = a.amopopr
                       JOIN pg_catalog.pg_namespace s ON s.oid = o.oprnamespace
                     WHERE c.opcdefault AND c.opcintype = t.oid LIMIT 1), 'pg_catalog'),
                   b.oid <> w.oid
            FROM base b JOIN wanted w ON w.place = b.place JOIN pg_catalog.pg_type t ON t.oid = b.oid JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
            WHERE b.typtype <> 'd' ORDER BY b.place
            """;

    /** A type by its OID and modifier, as a column or an expression has it. */
    record Reference(long oid, int modifier) {}

    /** The types of these, in their order. */
    static List<ColumnType> resolve(Session session, List<Reference> references) {
        if (references.isEmpty()) {
            return List.of();
        }
        var wanted = new ArrayList<String>();
        for (var type : references) {
            wanted.add("(%d, CAST(%d AS pg_catalog.oid), %d)".formatted(wanted.size(), type.oid, type.modifier));
        }
        return session.query(RESOLVE.formatted(String.join(", ", wanted)), ColumnType::read);
    }

    /** The types of a query's columns, from a row of NULLs, so that nothing is read. */
    static List<ColumnType> of(Session session, String columns, int count, String from) {
        var places = new ArrayList<String>();
        var types = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            // Columns are named by their place, since a query may name two alike.
            places.add("c" + i);
            types.add(QualifiedSql.cast(QualifiedSql.cast(QualifiedSql.call("pg_typeof", "c" + i), "oid"), "int8"));
        }
        var oids = session.one(
                "SELECT ARRAY[%s] FROM (SELECT 1) AS one LEFT JOIN (SELECT %s FROM %s LIMIT 0) AS none(%s) ON true"
                        .formatted(String.join(", ", types), columns, from, String.join(", ", places)),
                row -> (Long[]) row.getArray(1).getArray());
        var references = new ArrayList<Reference>();
        for (long oid : oids) {
            references.add(new Reference(oid, -1));
        }
        return resolve(session, references);
    }

    private static ColumnType read(ResultSet row) throws SQLException {
        return new ColumnType(
                row.getString(2),
                row.getString(3),
                PostgresKind.of(row.getLong(1), row.getBoolean(4)),
                row.getBoolean(5),
                row.getString(6),
                row.getBoolean(7));
    }
}
