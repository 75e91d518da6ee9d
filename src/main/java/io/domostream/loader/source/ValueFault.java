package io.domostream.loader.source;

import org.jspecify.annotations.Nullable;

/**
 * Why a value could not be read: SQLSTATE class 22 by its meaning. The server's message quotes the value, and no row's data
 * may reach a log; {@code hint} is the server's, where it is known to hold none.
 */
record ValueFault(
        @Nullable String state,
        @Nullable String hint,
        @Nullable String encoding) {
    /** A conversion that the loader itself refuses. */
    static final ValueFault CONVERSION = new ValueFault(null, null, null);

    static ValueFault of(String state, @Nullable String hint) {
        return new ValueFault(state, hint, null);
    }

    ValueFault withEncoding(@Nullable String name) {
        return new ValueFault(state, hint, name);
    }

    boolean isOfEncoding() {
        return "22021".equals(state) || "22P05".equals(state);
    }

    /** What happened and what to do, where the load's {@code columns} ask for another type; null where it is not known. */
    String conversion(String where, @Nullable DomoType type) {
        return "a value of %s can't be converted without loss to %s%s: set the column to STRING, or correct the value"
                .formatted(where, type == null ? "the type that the load's columns ask for" : type, suffix());
    }

    /** What happened and what to do, where the source itself can't give the value. */
    String expression(String where) {
        return "a value of %s %s%s: %s".formatted(where, meaning(), suffix(), cure());
    }

    private String meaning() {
        if (isOfEncoding()) {
            return "holds bytes that are no text in %s, or that UTF-8 has no form for"
                    .formatted(encoding == null ? "the database's encoding" : "the database's encoding " + encoding);
        }
        return switch (state == null ? "" : state) {
            case "22012" -> "is the result of a division by zero";
            case "22003", "22008", "22015" -> "is out of range for its type";
            case "22007" -> "is not a date or time that the query's cast accepts";
            case "22P02", "22P03", "22018", "22023" ->
                "is not valid for the type or function that the query gives it to";
            case "22001", "22026" -> "is too long for the type that the query gives it";
            case "22032" -> "is not valid JSON";
            case "2200L", "2200M", "2200N", "2200S", "2200T" -> "is not valid XML";
            default -> "could not be computed";
        };
    }

    private String cure() {
        return isOfEncoding()
                ? "correct the value in the source, convert it in a query, or exclude the column"
                : "correct the value in the source, change the query or view, or exclude the column";
    }

    private String suffix() {
        if (state == null) {
            return "";
        }
        return hint == null ? " (SQLSTATE " + state + ")" : " (SQLSTATE %s; hint: %s)".formatted(state, hint);
    }
}
