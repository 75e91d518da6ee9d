package io.domostream.loader.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import org.jspecify.annotations.Nullable;

/** Reads values by the getters that JDBC has for their kinds. */
final class JdbcValues {
    private JdbcValues() {}

    static ValueReader of(JdbcKind kind) {
        return switch (kind) {
            case WHOLE -> JdbcValues::whole;
            case NUMBER -> JdbcValues::number;
            case DECIMAL_FLOAT -> JdbcValues::decimalFloat;
            case REAL -> (row, column) -> some(row, row.getFloat(column));
            case DOUBLE -> (row, column) -> some(row, row.getDouble(column));
            case BOOLEAN -> (row, column) -> some(row, row.getBoolean(column));
            case DATE -> (row, column) -> row.getObject(column, LocalDate.class);
            case TIMESTAMP -> (row, column) -> row.getObject(column, LocalDateTime.class);
            case ZONED_TIMESTAMP -> (row, column) -> row.getObject(column, OffsetDateTime.class);
            case TIME -> (row, column) -> row.getObject(column, LocalTime.class);
            case ZONED_TIME -> (row, column) -> row.getObject(column, OffsetTime.class);
            case BINARY, BITS -> ResultSet::getBytes;
            case NONE, TEXT, PADDED, UUID, TEXT_ONLY, ANY, UNREADABLE -> ResultSet::getString;
        };
    }

    private static @Nullable Object some(ResultSet row, Object value) throws SQLException {
        return row.wasNull() ? null : value;
    }

    private static @Nullable Object whole(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return value == 0 && row.wasNull() ? null : (Object) value;
    }

    private static @Nullable Object number(ResultSet row, int column) throws SQLException {
        var value = row.getObject(column);
        if (value instanceof BigDecimal || value == null) {
            return value;
        }
        if (value instanceof BigInteger whole) {
            return new BigDecimal(whole);
        }
        // Some databases' exact numbers know NaN and infinities, which come as a double.
        return value instanceof Double ? value : row.getBigDecimal(column);
    }

    private static @Nullable Object decimalFloat(ResultSet row, int column) throws SQLException {
        var text = row.getString(column);
        if (text == null) {
            return null;
        }
        return text.endsWith("NaN") || text.endsWith("Infinity") ? (Object) Double.valueOf(text) : new BigDecimal(text);
    }
}
