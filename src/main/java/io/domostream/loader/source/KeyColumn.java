package io.domostream.loader.source;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A key's column as SQL needs it: quoted name, base type, collation, and the schema of its operators, so that bounds compare
 * as the column does.
 */
record KeyColumn(String name, String type, @Nullable String collation, String operators, boolean ofDomain) {
    /** Of the base type, in no domain. */
    KeyColumn(String name, String type, String operators) {
        this(name, type, null, operators, false);
    }

    static List<KeyColumn> of(Session session, String from, List<String> key) {
        if (key.isEmpty()) {
            return List.of();
        }
        var names = key.stream().map(SqlLiteral::identifier).toList();
        var types = ColumnType.of(session, String.join(", ", names), names.size(), from);
        var columns = new ArrayList<KeyColumn>();
        for (int i = 0; i < names.size(); i++) {
            var type = types.get(i);
            columns.add(new KeyColumn(
                    names.get(i),
                    type.sql(),
                    type.collatable() ? collation(session, names.get(i), from) : null,
                    type.operators(),
                    type.ofDomain()));
        }
        return List.copyOf(columns);
    }

    String literal(String bound) {
        var literal = SqlLiteral.typed(bound, type);
        return collation == null ? literal : literal + " COLLATE " + collation;
    }

    /** The columns compared with bounds as rows are, an operator of each column's own schema in use. */
    static String compared(List<KeyColumn> key, String operator, List<String> bounds) {
        var first = key.get(0);
        var schemas = key.stream().map(KeyColumn::operators).distinct().toList();
        if (schemas.size() == 1) {
            return "(%s) %s (%s)"
                    .formatted(
                            key.stream().map(KeyColumn::operand).collect(Collectors.joining(", ")),
                            QualifiedSql.operator(schemas.get(0), operator),
                            String.join(", ", bounds));
        }
        // One row comparison takes one operator's name, and so one schema, for all its columns.
        var strict = operator.substring(0, 1);
        if (key.size() == 1) {
            return first.compare(operator, bounds.get(0));
        }
        return "(%s OR (%s AND %s))"
                .formatted(
                        first.compare(strict, bounds.get(0)),
                        first.compare("=", bounds.get(0)),
                        compared(key.subList(1, key.size()), operator, bounds.subList(1, bounds.size())));
    }

    String compare(String operator, String bound) {
        return operand() + " " + QualifiedSql.operator(operators, operator) + " " + bound;
    }

    /** An operator for all enums or arrays takes no domain on one side alone. An index is used all the same. */
    private String operand() {
        return ofDomain ? "CAST(" + name + " AS " + type + ")" : name;
    }

    private static @Nullable String collation(Session session, String name, String from) {
        var text = session.one(
                "SELECT coalesce(%s, '') FROM (SELECT 1) AS one LEFT JOIN (SELECT %s AS k FROM %s LIMIT 0) AS none ON true"
                        .formatted(QualifiedSql.call("pg_collation_for", "k"), name, from),
                row -> row.getString(1));
        return text.isEmpty() ? null : text;
    }
}
