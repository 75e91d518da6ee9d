package io.domostream.loader.source;

import java.util.regex.Pattern;

/** Which Domo type each PostgreSQL type becomes, and the SQL that writes it as Domo reads it. */
final class TypeMapping {
    /** Stands before the name of a row type, which the name alone would not tell. */
    static final String COMPOSITE = "composite ";

    private static final Pattern MODIFIER = Pattern.compile("\\([^)\"]*\\)");

    private TypeMapping() {}

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
        var source = bare(column.sourceType());
        var name = SqlLiteral.identifier(column.name());
        return switch (column.type()) {
            case STRING -> text(source, name);
            case LONG ->
                switch (source) {
                    case "smallint", "integer", "bigint", "oid" -> name;
                    case "boolean" -> name + "::int";
                    case "numeric", "real", "double precision" -> finite(name, source) + "::bigint";
                    default -> number(source, name) + "::bigint";
                };
            case DECIMAL -> finite(number(source, name), "numeric");
            case DOUBLE ->
                finite(
                        "real".equals(source) || "double precision".equals(source)
                                ? name
                                : number(source, name) + "::double precision",
                        "real".equals(source) ? "real" : "double precision");
            case DATE ->
                inDomoYears(typeOf(source) == DomoType.STRING ? name + "::text::date" : name + "::date", "date");
            case DATETIME -> {
                // The session's zone is UTC, so this is the moment's UTC time; without a fraction ISO output has none.
                var time = typeOf(source) == DomoType.STRING ? name + "::text::timestamp" : name + "::timestamp";
                yield "date_trunc('second', " + inDomoYears(time, "timestamp") + ")";
            }
        };
    }

    private static String text(String source, String name) {
        if (source.endsWith("[]") || source.startsWith(COMPOSITE) || "record".equals(source)) {
            return "to_json(" + name + ")::text";
        }
        return switch (source) {
            case "boolean" -> "CASE WHEN " + name + " THEN 'TRUE' WHEN NOT " + name + " THEN 'FALSE' END";
            case "bytea" -> "encode(" + name + ", 'hex')";
            case "money" -> name + "::numeric::text";
            default -> name + "::text";
        };
    }

    private static String number(String source, String name) {
        return switch (source) {
            case "numeric" -> name;
            case "boolean" -> name + "::int::numeric";
            case "smallint", "integer", "bigint", "real", "double precision", "money" -> name + "::numeric";
            case "oid" -> name + "::bigint::numeric";
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
