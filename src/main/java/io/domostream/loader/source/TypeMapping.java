package io.domostream.loader.source;

import java.util.Set;
import java.util.regex.Pattern;

/** Which Domo type each PostgreSQL type becomes, and the SQL that writes it as Domo reads it. */
final class TypeMapping {
    /** Stands before the name of a row type, which the name alone would not tell. */
    static final String COMPOSITE = "composite ";

    private static final Pattern MODIFIER = Pattern.compile("\\([^)\"]*\\)");

    private static final Set<String> TEXT_ONLY = Set.of(
            "bit",
            "bit varying",
            "box",
            "bytea",
            "cidr",
            "circle",
            "inet",
            "interval",
            "line",
            "lseg",
            "macaddr",
            "macaddr8",
            "path",
            "point",
            "polygon",
            "time with time zone",
            "time without time zone",
            "tsquery",
            "tsvector",
            "uuid",
            "xml");

    private TypeMapping() {}

    /** For {@link Inspector}. */
    record Types() implements Inspector.Types {
        @Override
        public DomoType typeOf(String sourceType) {
            return TypeMapping.typeOf(sourceType);
        }

        @Override
        public boolean canBecome(String sourceType, DomoType type) {
            return TypeMapping.canBecome(sourceType, type);
        }

        @Override
        public boolean mayBecomeNull(SourceColumn column) {
            return TypeMapping.mayBecomeNull(column);
        }
    }

    /** The type a column gets when its settings name none. */
    static DomoType typeOf(String sourceType) {
        return switch (bare(sourceType)) {
            case "smallint", "integer", "bigint", "oid" -> DomoType.LONG;
            case "numeric", "money" -> DomoType.DECIMAL;
            case "real", "double precision" -> DomoType.DOUBLE;
            case "date" -> DomoType.DATE;
            case "timestamp without time zone", "timestamp with time zone" -> DomoType.DATETIME;
            default -> DomoType.STRING;
        };
    }

    /** Whether at least some values have such a form; digits in a bit string or a network address are no number. */
    static boolean canBecome(String sourceType, DomoType type) {
        var source = bare(sourceType);
        var own = typeOf(source);
        if (type == DomoType.STRING || type == own) {
            return true;
        }
        if (own == DomoType.STRING) {
            return "boolean".equals(source) ? !isTime(type) : !TEXT_ONLY.contains(source) && !isJson(source);
        }
        return isTime(own) == isTime(type);
    }

    private static boolean isTime(DomoType type) {
        return type == DomoType.DATE || type == DomoType.DATETIME;
    }

    /** Whether a value that Domo has no form for, such as NaN or infinity, becomes NULL. */
    static boolean mayBecomeNull(SourceColumn column) {
        return column.type() != DomoType.STRING && column.type() != DomoType.LONG;
    }

    /** Whether values that differ, and NULL, still differ in the form that Domo gets. */
    static boolean keepsDistinct(SourceColumn column) {
        return column.type() == DomoType.STRING
                || (column.type() == DomoType.LONG && typeOf(column.sourceType()) == DomoType.LONG);
    }

    /** The column's value in the form its Domo type wants, under the pinned session settings. */
    static String expression(SourceColumn column) {
        if (column.absent()) {
            return "NULL";
        }
        var source = bare(column.sourceType());
        var name = SqlLiteral.identifier(column.name());
        return switch (column.type()) {
            case STRING -> text(source, name);
            case LONG ->
                switch (source) {
                    case "smallint", "integer", "bigint", "oid" -> name;
                    case "boolean" -> name + "::int";
                    // A cast would round; a fraction that is left in the text stops the load.
                    default -> "trim_scale(" + finite(number(source, name), "numeric") + ")::text::bigint";
                };
            case DECIMAL ->
                // With a precision it can't be infinite.
                column.sourceType().startsWith("numeric(")
                        ? "nullif(" + name + ", 'NaN'::numeric)"
                        : finite(number(source, name), "numeric");
            case DOUBLE ->
                finite(
                        "real".equals(source) || "double precision".equals(source)
                                ? name
                                : number(source, name) + "::double precision",
                        "real".equals(source) ? "real" : "double precision");
            case DATE -> inDomoYears(moment(source, name) + "::date", "date");
            // Without a fraction ISO output has none.
            case DATETIME ->
                "date_trunc('second', " + inDomoYears(moment(source, name) + "::timestamp", "timestamp") + ")";
        };
    }

    // The session's zone is UTC. Cast to a time without a zone, a text would lose its own.
    private static String moment(String source, String name) {
        return typeOf(source) == DomoType.STRING ? name + "::text::timestamptz" : name;
    }

    private static String text(String source, String name) {
        if (isJson(source)) {
            return "to_json(" + name + ")::text";
        }
        return switch (source) {
            case "boolean" -> "CASE WHEN " + name + " THEN 'TRUE' WHEN NOT " + name + " THEN 'FALSE' END";
            case "bytea" -> "encode(" + name + ", 'hex')";
            case "money" -> name + "::numeric::text";
            // Without its padding, as the cast to text makes it at three times the cost.
            case "character" -> "pg_catalog.bpchar(%1$s, pg_catalog.length(%1$s) + 4, true)".formatted(name);
            default -> name + "::text";
        };
    }

    private static boolean isJson(String source) {
        return source.endsWith("[]") || source.startsWith(COMPOSITE) || "record".equals(source);
    }

    private static String number(String source, String name) {
        return switch (source) {
            case "numeric" -> name;
            case "boolean" -> name + "::int::numeric";
            case "smallint", "integer", "bigint", "money" -> name + "::numeric";
            case "oid" -> name + "::bigint::numeric";
            // A float's own cast keeps 6 or 15 digits, its text all of them.
            default -> name + "::text::numeric";
        };
    }

    // NaN sorts above infinity in PostgreSQL, so the two comparisons leave it out as well.
    private static String finite(String value, String type) {
        return "CASE WHEN %1$s > '-Infinity'::%2$s AND %1$s < 'Infinity'::%2$s THEN %1$s END"
                .formatted(value, type)
                .transform(TypeMapping::bracketed);
    }

    private static String inDomoYears(String value, String type) {
        return "CASE WHEN %1$s >= '0001-01-01'::%2$s AND %1$s < '10000-01-01'::%2$s THEN %1$s END"
                .formatted(value, type)
                .transform(TypeMapping::bracketed);
    }

    private static String bracketed(String sql) {
        return "(" + sql + ")";
    }

    private static String bare(String sourceType) {
        return MODIFIER.matcher(sourceType).replaceAll("");
    }
}
