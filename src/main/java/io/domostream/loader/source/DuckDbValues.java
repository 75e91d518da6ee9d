package io.domostream.loader.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Reads values of DuckDB. */
final class DuckDbValues {
    private DuckDbValues() {}

    static ValueReader of(JdbcKind kind, DomoType type) {
        if (isPrinted(kind, type)) {
            return ResultSet::getString;
        }
        return switch (kind) {
            case DATE -> DuckDbValues::day;
            default -> JdbcValues.of(kind);
        };
    }

    /** Infinite ones, and the end of a day, have no class of java.time; but the server prints them. */
    static String selected(SourceColumn column, String name) {
        return isPrinted(column.jdbcKind(), column.type()) ? "CAST(" + name + " AS VARCHAR)" : name;
    }

    private static boolean isPrinted(JdbcKind kind, DomoType type) {
        return type == DomoType.STRING && (kind.isTime() || kind == JdbcKind.TIME || kind == JdbcKind.ZONED_TIME);
    }

    /** Its driver gives days before the Gregorian calendar right only as a time. */
    private static @Nullable Object day(ResultSet row, int column) throws SQLException {
        var day = row.getObject(column, LocalDateTime.class);
        return day == null ? null : day.toLocalDate();
    }
}
