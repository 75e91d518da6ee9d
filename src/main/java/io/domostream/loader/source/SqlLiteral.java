package io.domostream.loader.source;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** Writes values as SQL: the only way a value gets into a statement, since COPY takes no bind parameters. */
final class SqlLiteral {
    private SqlLiteral() {}

    /** A parameter's value as a cast literal of the type that fits its Java type. */
    static String of(String name, Object value) {
        if (value instanceof String text) {
            return typed(text, QualifiedSql.type("text"));
        } else if (value instanceof Long || value instanceof Integer) {
            return typed(value.toString(), QualifiedSql.type("int8"));
        } else if (value instanceof BigDecimal number) {
            return typed(number.toPlainString(), QualifiedSql.type("numeric"));
        } else if (value instanceof Boolean) {
            return typed(value.toString(), QualifiedSql.type("bool"));
        } else if (value instanceof LocalDate date) {
            requireYear(name, date.getYear());
            return typed(date.toString(), QualifiedSql.type("date"));
        } else if (value instanceof LocalDateTime time) {
            requireYear(name, time.getYear());
            return typed(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time), QualifiedSql.type("timestamp"));
        } else if (value instanceof List<?> elements && !elements.isEmpty()) {
            // For IN (:name); an empty list is no SQL.
            return elements.stream().map(element -> of(name, element)).collect(Collectors.joining(", "));
        }
        throw SourceException.badSettings(
                "parameter " + name, "give a text, a number, true or false, a date, a time, or a list of them");
    }

    /** A text cast to a type by its qualified name. */
    static String typed(String value, String type) {
        return "CAST(" + quoted(value) + " AS " + type + ")";
    }

    static String quoted(String value) {
        if (value.indexOf('\0') >= 0) {
            throw SourceException.badSettings("a value holds the character U+0000", "PostgreSQL has no such text");
        }
        var doubled = value.replace("'", "''");
        // An escape string means the same whatever standard_conforming_strings says; a leading space parts it from a
        // word.
        return value.indexOf('\\') < 0 ? "'" + doubled + "'" : " E'" + doubled.replace("\\", "\\\\") + "'";
    }

    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static void requireYear(String name, int year) {
        if (year < 1 || year > 9999) {
            throw SourceException.badSettings("parameter " + name, "give a year from 1 to 9999");
        }
    }
}
