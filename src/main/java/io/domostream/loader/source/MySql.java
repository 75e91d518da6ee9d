package io.domostream.loader.source;

import java.time.LocalDate;
import java.time.LocalDateTime;

/** The SQL of MySQL and MariaDB. */
final class MySql {
    static final String NOW = "UTC_TIMESTAMP(6)";

    // The address or the server may limit the rows of each SELECT, or ask for texts in a smaller character set.
    static final String SESSION =
            "SET time_zone = '+00:00', sql_select_limit = 18446744073709551615, character_set_results = utf8mb4";

    private MySql() {}

    /** No driver gives each day that is in no calendar, but the server prints it. */
    static String selected(SourceColumn column, String name) {
        return column.type() == DomoType.STRING && column.jdbcKind().isTime() ? "CAST(" + name + " AS CHAR)" : name;
    }

    /** Each driver cuts fractions of seconds for some servers, but none changes a text. */
    static Sql bound(Object value) {
        if (value instanceof LocalDateTime moment) {
            return Sql.of("CAST(? AS DATETIME(6))", MomentText.of(moment));
        }
        return value instanceof LocalDate day ? Sql.of("CAST(? AS DATE)", MomentText.of(day)) : Sql.of("?", value);
    }

    static Sql echo(Object value) {
        return value instanceof LocalDateTime
                ? bound(value)
                : Sql.of("CAST(").then(bound(value)).then(" AS CHAR)");
    }
}
