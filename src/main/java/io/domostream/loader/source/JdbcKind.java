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

/** What a column holds, whatever its database calls it: how it is read, and the Domo type it gets. */
enum JdbcKind {
    WHOLE(DomoType.LONG) {
        @Override
        Object some(ResultSet row, int column) throws SQLException {
            return row.getLong(column);
        }
    },
    NUMBER(DomoType.DECIMAL) {
        @Override
        @Nullable
        Object some(ResultSet row, int column) throws SQLException {
            var value = row.getObject(column);
            if (value instanceof BigInteger whole) {
                return new BigDecimal(whole);
            }
            // Some databases' exact numbers know NaN and infinities, which come as a double.
            return value == null || value instanceof Double ? value : row.getBigDecimal(column);
        }
    },
    /** Has NaN and infinities beside exact numbers, which only its text shows. */
    DECIMAL_FLOAT(DomoType.DECIMAL) {
        @Override
        @Nullable
        Object some(ResultSet row, int column) throws SQLException {
            var text = row.getString(column);
            if (text == null) {
                return null;
            }
            return text.endsWith("NaN") || text.endsWith("Infinity") ? Double.valueOf(text) : new BigDecimal(text);
        }
    },
    REAL(DomoType.DOUBLE) {
        @Override
        Object some(ResultSet row, int column) throws SQLException {
            return row.getFloat(column);
        }
    },
    DOUBLE(DomoType.DOUBLE) {
        @Override
        Object some(ResultSet row, int column) throws SQLException {
            return row.getDouble(column);
        }
    },
    BOOLEAN(DomoType.STRING) {
        @Override
        Object some(ResultSet row, int column) throws SQLException {
            return row.getBoolean(column);
        }
    },
    DATE(DomoType.DATE) {
        @Override
        @Nullable
        Object some(ResultSet row, int column) throws SQLException {
            return row.getObject(column, LocalDate.class);
        }
    },
    TIMESTAMP(DomoType.DATETIME) {
        @Override
        @Nullable
        Object some(ResultSet row, int column) throws SQLException {
            return row.getObject(column, LocalDateTime.class);
        }
    },
    ZONED_TIMESTAMP(DomoType.DATETIME) {
        @Override
        @Nullable
        Object some(ResultSet row, int column) throws SQLException {
            return row.getObject(column, OffsetDateTime.class);
        }
    },
    TIME(DomoType.STRING) {
        @Override
        @Nullable
        Object some(ResultSet row, int column) throws SQLException {
            return row.getObject(column, LocalTime.class);
        }
    },
    ZONED_TIME(DomoType.STRING) {
        @Override
        @Nullable
        Object some(ResultSet row, int column) throws SQLException {
            return row.getObject(column, OffsetTime.class);
        }
    },
    /** Texts that may be read as numbers or dates. */
    TEXT(DomoType.STRING),
    /** The same, filled up with blanks. */
    PADDED(DomoType.STRING),
    UUID(DomoType.STRING),
    /** What only a text can show: a period, a network address. */
    TEXT_ONLY(DomoType.STRING),
    BINARY(DomoType.STRING) {
        @Override
        @Nullable
        Object some(ResultSet row, int column) throws SQLException {
            return row.getBytes(column);
        }
    },
    /** Holds what no text shows the same on every database. */
    UNREADABLE(DomoType.STRING);

    private final DomoType own;

    JdbcKind(DomoType own) {
        this.own = own;
    }

    DomoType own() {
        return own;
    }

    /** The present row's value, or null. */
    final @Nullable Object read(ResultSet row, int column) throws SQLException {
        var value = some(row, column);
        return row.wasNull() ? null : value;
    }

    boolean canBecome(DomoType type) {
        if (type == DomoType.STRING || type == own) {
            return true;
        }
        boolean time = type == DomoType.DATE || type == DomoType.DATETIME;
        return switch (this) {
            case TEXT, PADDED -> true;
            case DATE, TIMESTAMP, ZONED_TIMESTAMP -> time;
            case WHOLE, NUMBER, DECIMAL_FLOAT, REAL, DOUBLE, BOOLEAN -> !time;
            default -> false;
        };
    }

    @Nullable
    Object some(ResultSet row, int column) throws SQLException {
        return row.getString(column);
    }
}
