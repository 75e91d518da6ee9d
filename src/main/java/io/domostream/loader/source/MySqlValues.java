package io.domostream.loader.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Reads values of MySQL and MariaDB: their dates may be in no calendar, which the getters of dates can't give. */
final class MySqlValues {
    private MySqlValues() {}

    static ValueReader of(JdbcKind kind, DomoType type) {
        if (kind.isTime() && type == DomoType.STRING) {
            return MySqlValues::printed;
        }
        return switch (kind) {
            case DATE -> (row, column) -> day(row, column, LocalDate.class);
            case TIMESTAMP -> (row, column) -> day(row, column, LocalDateTime.class);
            case TIME -> MySqlValues::printed;
            default -> JdbcValues.of(kind);
        };
    }

    /** A time of day may lie outside of it. Each driver prints another number of zeros at a fraction's end. */
    private static @Nullable Object printed(ResultSet row, int column) throws SQLException {
        var text = row.getString(column);
        if (text == null || text.indexOf('.') < 0) {
            return text;
        }
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
    }

    private static @Nullable Object day(ResultSet row, int column, Class<?> type) throws SQLException {
        Object day = null;
        try {
            day = row.getObject(column, type);
        } catch (DateTimeException e) {
            // Its text is read instead.
        } catch (SQLException e) {
            if (row.getString(column) == null) {
                throw e;
            }
        }
        if (day != null) {
            return day;
        }
        var text = row.getString(column);
        return text == null ? null : new OddValue.Date(text);
    }
}
