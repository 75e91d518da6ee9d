package io.domostream.loader.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of a driver that nobody has compared with its server: numbers and booleans must be what the driver itself
 * takes them for, since its getters may cut or guess.
 */
final class CheckedValues {
    private CheckedValues() {}

    static ValueReader of(JdbcKind kind) {
        return switch (kind) {
            case WHOLE, NUMBER, REAL, DOUBLE, BOOLEAN -> (row, column) -> value(kind, row, column);
            default -> JdbcValues.of(kind);
        };
    }

    private static @Nullable Object value(JdbcKind kind, ResultSet row, int column) throws SQLException {
        var value = row.getObject(column);
        if (value == null) {
            return null;
        }
        var checked = of(kind, value);
        return checked == null ? OddValue.OfOtherType.VALUE : checked;
    }

    /** Null where it is of another kind. */
    static @Nullable Object of(JdbcKind kind, Object value) {
        return switch (kind) {
            case WHOLE -> whole(value);
            case NUMBER -> value instanceof Double ? value : exact(value);
            case REAL -> value instanceof Float ? value : floating(value);
            case DOUBLE -> floating(value);
            case BOOLEAN -> value instanceof Boolean ? value : null;
            default -> value;
        };
    }

    private static @Nullable Long whole(Object value) {
        try {
            var number = exact(value);
            return number == null ? null : (Long) number.longValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable BigDecimal exact(Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        return value instanceof BigInteger whole
                ? new BigDecimal(whole)
                : value instanceof BigDecimal number ? number : null;
    }

    private static @Nullable Object floating(Object value) {
        return value instanceof Double ? value : value instanceof Float number ? (Object) number : null;
    }
}
