package io.domostream.loader.source;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads values of SQLite as they are stored: each may be of another type than its column declares, and getters convert them. */
final class SqliteValues {
    private SqliteValues() {}

    static ValueReader of(JdbcKind kind) {
        return (row, column) -> {
            var stored = stored(row, column);
            var value = stored == null ? null : ofKind(kind, stored);
            return stored != null && value == null ? OddValue.OfOtherType.VALUE : value;
        };
    }

    /** A whole number, a float, a text or bytes. */
    static @Nullable Object stored(ResultSet row, int column) throws SQLException {
        var value = row.getObject(column);
        return value instanceof Integer number ? (Object) number.longValue() : value;
    }

    private static @Nullable Object ofKind(JdbcKind kind, Object stored) {
        return switch (kind) {
            case WHOLE -> stored instanceof Long ? stored : null;
            case NUMBER ->
                stored instanceof Long number
                        ? (Object) BigDecimal.valueOf(number)
                        : stored instanceof Double ? stored : null;
            case DOUBLE -> stored instanceof Double ? stored : null;
            case TEXT, PADDED -> stored instanceof String ? stored : null;
            case BINARY -> stored instanceof byte[] ? stored : null;
            case BOOLEAN -> stored.equals(0L) || stored.equals(1L) ? (Object) stored.equals(1L) : null;
            default -> stored;
        };
    }
}
