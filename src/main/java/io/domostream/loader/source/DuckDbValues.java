package io.domostream.loader.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Reads values of DuckDB. */
final class DuckDbValues {
    private DuckDbValues() {}

    static ValueReader of(JdbcKind kind) {
        return switch (kind) {
            case DATE -> DuckDbValues::day;
            default -> JdbcValues.of(kind);
        };
    }

    /** Its driver gives days before the Gregorian calendar right only as a time. */
    private static @Nullable Object day(ResultSet row, int column) throws SQLException {
        var day = row.getObject(column, LocalDateTime.class);
        return day == null ? null : day.toLocalDate();
    }
}
