package io.domostream.loader.source;

/**
 * Names functions, operators and types with their schema: unqualified, a better match in a user's schema would be called
 * instead, even with pg_catalog first in the search path.
 */
final class QualifiedSql {
    private static final String CATALOG = "pg_catalog";

    private QualifiedSql() {}

    /** A type of PostgreSQL's own, such as {@code int8}. */
    static String type(String name) {
        return CATALOG + "." + name;
    }

    static String cast(String expression, String type) {
        return "CAST(" + expression + " AS " + type(type) + ")";
    }

    /** A call of one of PostgreSQL's own functions. */
    static String call(String function, String... arguments) {
        return CATALOG + "." + function + "(" + String.join(", ", arguments) + ")";
    }

    /** Two operands and one of PostgreSQL's own operators, in brackets: so written, all operators bind alike. */
    static String binary(String left, String operator, String right) {
        return "(" + left + " " + operator(CATALOG, operator) + " " + right + ")";
    }

    /** IS NULL in a form that the planner does not take for false where a constraint says so that nobody enforces. */
    static String anyNull(String... expressions) {
        return binary(call("num_nulls", expressions), ">", "0");
    }

    /** An operator of this schema. */
    static String operator(String schema, String operator) {
        return "OPERATOR(" + schema + "." + operator + ")";
    }
}
