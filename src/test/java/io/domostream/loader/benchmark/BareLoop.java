package io.domostream.loader.benchmark;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Reads all rows of a table, each value by the getter of its type, and throws them away: the least that plain JDBC costs. */
record BareLoop(Connection connection, int fetchSize) {

    /** Returns how many there are. */
    long read(String table) throws SQLException {
        try (var statement = connection.prepareStatement("select * from " + table)) {
            statement.setFetchSize(fetchSize);
            try (var rows = statement.executeQuery()) {
                return read(rows);
            }
        }
    }

    private static long read(ResultSet rows) throws SQLException {
        var types = types(rows);
        long count = 0;
        long values = 0;
        for (; rows.next(); count++) {
            for (int i = 0; i < types.length; i++) {
                // Looked at, so that no compiler leaves the reading out.
                values += value(rows, types[i], i + 1) == null ? 0 : 1;
            }
        }
        if (values != count * types.length) {
            throw new IllegalStateException("a value is missing");
        }
        return count;
    }

    private static int[] types(ResultSet rows) throws SQLException {
        var about = rows.getMetaData();
        var types = new int[about.getColumnCount()];
        for (int i = 0; i < types.length; i++) {
            types[i] = about.getColumnType(i + 1);
        }
        return types;
    }

    private static @Nullable Object value(ResultSet row, int type, int column) throws SQLException {
        return switch (type) {
            case Types.INTEGER -> row.getInt(column);
            case Types.BIGINT -> row.getLong(column);
            case Types.DECIMAL, Types.NUMERIC -> row.getBigDecimal(column);
            case Types.DOUBLE -> row.getDouble(column);
            case Types.DATE -> row.getDate(column);
            case Types.TIMESTAMP -> row.getTimestamp(column);
            default -> row.getString(column);
        };
    }
}
