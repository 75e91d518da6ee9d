package io.domostream.loader.source;

import static io.domostream.loader.source.QualifiedSql.binary;
import static io.domostream.loader.source.QualifiedSql.call;
import static io.domostream.loader.source.QualifiedSql.cast;
import static io.domostream.loader.source.SqlLiteral.quoted;

/** The SQL that writes a PostgreSQL column's values as Domo reads them. */
final class TypeMapping {
    // Words such as "today" are dates to PostgreSQL, and 01/02/2026 is one of two. %s is how long a fraction may be.
    private static final String ISO_TIME = "^\\s*([0-9]{4,}-[0-9]{2}-[0-9]{2}"
            + "([ Tt][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]%s)?)?( ?([Zz]|[+-][0-9]{2}(:?[0-9]{2})?))?)?( BC)?|[+-]?infinity)\\s*$";

    private static final String NAN = cast("'NaN'", "numeric");

    private TypeMapping() {}

    /** For {@link Inspector}. */
    record Types() implements Inspector.Types {
        @Override
        public DomoType typeOf(Catalog.Found column) {
            return column.kind().domoType();
        }

        @Override
        public boolean canBecome(SourceColumn column) {
            return column.kind().canBecome(column.type());
        }

        @Override
        public boolean mayBecomeNull(SourceColumn column) {
            return TypeMapping.mayBecomeNull(column);
        }
    }

    /** Whether a value that Domo has no form for, such as NaN or infinity, becomes NULL. */
    static boolean mayBecomeNull(SourceColumn column) {
        return switch (column.type()) {
            case STRING -> false;
            case LONG -> !column.kind().isWhole() && column.kind() != PostgresKind.BOOLEAN;
            default -> true;
        };
    }

    /** Whether values that differ, and NULL, still differ in the form that Domo gets. */
    static boolean keepsDistinct(SourceColumn column) {
        return column.type() == DomoType.STRING
                || (column.type() == DomoType.LONG && column.kind().isWhole());
    }

    /**
     * The column's value for COPY. NaN and infinities stay; {@link NonFiniteValues} removes and counts them. A year that Domo
     * does not have becomes an infinity.
     */
    static String copied(SourceColumn column) {
        if (column.absent()) {
            return "NULL";
        }
        var kind = column.kind();
        var name = SqlLiteral.identifier(column.name());
        return switch (column.type()) {
            case STRING -> text(kind, name);
            case LONG ->
                switch (kind) {
                    case SMALLINT, INTEGER, BIGINT, OID -> name;
                    case BOOLEAN -> cast(name, "int4");
                    case REAL, DOUBLE -> wholeFloat(cast(name, "float8"));
                    default -> whole(number(kind, name));
                };
            case DECIMAL -> number(kind, name);
            case DOUBLE -> floating(kind, name);
            case DATE -> inDomoYears(kind == PostgresKind.DATE ? name : time(kind, name, column.type()), kind, "date");
            case DATETIME ->
                // Without a fraction ISO output has none.
                call(
                        "date_trunc",
                        "'second'",
                        inDomoYears(
                                kind == PostgresKind.DATE ? name : time(kind, name, column.type()), kind, "timestamp"));
        };
    }

    /** The column's value as Domo gets it: NULL where it has no form for it. */
    static String domoValue(SourceColumn column) {
        var value = copied(column);
        if (column.absent() || !mayBecomeNull(column)) {
            return value;
        }
        return "CASE WHEN "
                + (column.type().isTime() ? call("isfinite", value) : isFinite(value))
                + " THEN " + value + " END";
    }

    /** Neither NaN nor an infinity: a number less itself is 0. */
    private static String isFinite(String number) {
        return binary(binary(number, "-", number), "=", "0");
    }

    // A cast would round; a number with a fraction is given to a conversion that must fail.
    private static String whole(String number) {
        var whole = call("trunc", number);
        return "CASE WHEN NOT %s THEN %s WHEN %s THEN %s ELSE %s END"
                .formatted(
                        isFinite(number),
                        number,
                        binary(number, "=", whole),
                        cast(cast(whole, "int8"), "numeric"),
                        cast(cast(cast(number, "text"), "int8"), "numeric"));
    }

    /** A whole float is converted exactly; its shortest text has fewer digits. */
    private static String wholeFloat(String number) {
        return "CASE WHEN NOT %s THEN %s WHEN %s THEN %s ELSE %s END"
                .formatted(
                        isFinite(number),
                        NAN,
                        binary(number, "=", call("trunc", number)),
                        cast(cast(number, "int8"), "numeric"),
                        cast(cast(cast(number, "text"), "int8"), "numeric"));
    }

    private static String floating(PostgresKind kind, String name) {
        return switch (kind) {
            case REAL, DOUBLE -> name;
            case SMALLINT, INTEGER -> cast(name, "float8");
            default -> {
                var number = number(kind, name);
                var nearest = cast(number, "float8");
                // A float's own cast to numeric keeps 15 digits, its text all of them.
                yield "CASE WHEN %s THEN %s ELSE %s END"
                        .formatted(
                                binary(cast(cast(nearest, "text"), "numeric"), "=", number),
                                nearest,
                                failing(number, "float8"));
            }
        };
    }

    /** A time without a zone; the session's zone is UTC. Cast to one directly, a text would lose its zone. */
    private static String time(PostgresKind kind, String name, DomoType type) {
        if (kind.isTime()) {
            return cast(name, "timestamp");
        }
        var text = cast(name, "text");
        // PostgreSQL rounds to 6 digits, which may lead to another second or day.
        boolean isDay = type == DomoType.DATE;
        var cut = isDay ? text : call("regexp_replace", text, quoted("([.][0-9]{6})[0-9]+"), quoted("\\1"));
        return "CASE WHEN %s THEN %s ELSE %s END"
                .formatted(
                        binary(text, "~*", quoted(ISO_TIME.formatted(isDay ? "{1,6}" : "+"))),
                        cast(cast(cut, "timestamptz"), "timestamp"),
                        failing(text, "timestamp"));
    }

    private static String inDomoYears(String value, PostgresKind kind, String type) {
        var own = kind == PostgresKind.DATE ? "date" : "timestamp";
        var converted = own.equals(type) ? value : "date".equals(type) ? day(value) : cast(value, type);
        return "(CASE WHEN %s AND %s THEN %s WHEN %s IS NOT NULL THEN %s END)"
                .formatted(
                        binary(value, ">=", cast("'0001-01-01'", own)),
                        binary(value, "<", cast("'10000-01-01'", own)),
                        converted,
                        "(" + value + ")",
                        cast("'infinity'", type));
    }

    /** A time of day would be lost: then the conversion must fail. */
    private static String day(String time) {
        return "CASE WHEN %s THEN %s ELSE %s END"
                .formatted(
                        binary(call("date_trunc", "'day'", time), "=", time),
                        cast(time, "date"),
                        failing(time, "date"));
    }

    /** Depends on the value, so that the planner does not evaluate it beforehand. */
    private static String failing(String value, String type) {
        return cast(binary(cast(value, "text"), "||", "' is not exact'"), type);
    }

    private static String text(PostgresKind kind, String name) {
        return switch (kind) {
            case BOOLEAN -> "CASE WHEN " + name + " THEN 'TRUE' WHEN NOT " + name + " THEN 'FALSE' END";
            case BYTEA -> call("encode", name, "'hex'");
            case MONEY -> cast(cast(name, "numeric"), "text");
            // Removes the padding, at a third of the cost of the cast to text.
            case PADDED -> call("bpchar", name, binary(call("length", name), "+", "4"), "true");
            // The cast to text would keep an encoding declaration that is no longer true.
            case XML -> call("textin", call("xml_out", name));
            case NESTED -> cast(call("to_json", name), "text");
            default -> cast(name, "text");
        };
    }

    private static String number(PostgresKind kind, String name) {
        return switch (kind) {
            case NUMERIC -> name;
            case BOOLEAN -> cast(cast(name, "int4"), "numeric");
            case SMALLINT, INTEGER, BIGINT, MONEY -> cast(name, "numeric");
            case OID -> cast(cast(name, "int8"), "numeric");
            // A float's own cast keeps 6 or 15 digits, its text all of them. Before PostgreSQL 14 no numeric is
            // infinite.
            case REAL, DOUBLE ->
                "(CASE WHEN NOT %s THEN %s ELSE %s END)"
                        .formatted(isFinite(name), NAN, cast(cast(name, "text"), "numeric"));
            default -> cast(cast(name, "text"), "numeric");
        };
    }
}
