package io.domostream.loader.source;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A column as the driver describes it. */
record JdbcColumn(String name, String sourceType, JdbcKind kind, boolean nullable) {
    // Numbers that only one driver gives.
    private static final int ORACLE_ZONED = -101;
    private static final int ORACLE_LOCAL_ZONED = -102;
    private static final int ORACLE_FLOAT = 100;
    private static final int ORACLE_DOUBLE = 101;
    private static final int SQLSERVER_ZONED = -155;
    private static final int LONGEST_WHOLE = 18;
    private static final int UNBOUNDED = 1_000_000;

    // Its driver gives these the numbers of other types.
    private static final Map<String, JdbcKind> OF_POSTGRESQL = Map.of(
            "timestamptz", JdbcKind.ZONED_TIMESTAMP,
            "time", JdbcKind.TEXT_ONLY,
            "timetz", JdbcKind.TEXT_ONLY,
            "bit", JdbcKind.TEXT_ONLY,
            "money", JdbcKind.UNREADABLE);

    static List<JdbcColumn> of(Product product, ResultSetMetaData columns) throws SQLException {
        var found = new ArrayList<JdbcColumn>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            found.add(new JdbcColumn(
                    columns.getColumnLabel(i),
                    typeName(columns, i),
                    kind(product, columns, i),
                    columns.isNullable(i) != ResultSetMetaData.columnNoNulls));
        }
        return found;
    }

    /** With what tells two types of one name apart. */
    private static String typeName(ResultSetMetaData columns, int i) throws SQLException {
        var name = columns.getColumnTypeName(i);
        int length = columns.getPrecision(i);
        if (name.indexOf('(') >= 0 || length <= 0 || length >= UNBOUNDED) {
            return name;
        }
        return switch (columns.getColumnType(i)) {
            case Types.NUMERIC, Types.DECIMAL -> "%s(%d,%d)".formatted(name, length, columns.getScale(i));
            case Types.BIT, Types.CHAR, Types.NCHAR, Types.VARCHAR, Types.NVARCHAR, Types.BINARY, Types.VARBINARY ->
                "%s(%d)".formatted(name, length);
            default -> name;
        };
    }

    private static JdbcKind kind(Product product, ResultSetMetaData columns, int i) throws SQLException {
        var name = columns.getColumnTypeName(i).toLowerCase(Locale.ROOT);
        int type = columns.getColumnType(i);
        if ("uuid".equals(name) || "uniqueidentifier".equals(name)) {
            return JdbcKind.UUID;
        }
        if ("decfloat".equals(name)) {
            return JdbcKind.DECIMAL_FLOAT;
        }
        if (product == Product.POSTGRESQL && OF_POSTGRESQL.containsKey(name)) {
            return OF_POSTGRESQL.getOrDefault(name, JdbcKind.UNREADABLE);
        }
        return switch (type) {
            case Types.BIT -> product.isMySql() && columns.getPrecision(i) > 1 ? JdbcKind.BINARY : JdbcKind.BOOLEAN;
            case Types.BIGINT -> name.contains("unsigned") ? JdbcKind.NUMBER : JdbcKind.WHOLE;
            case Types.NUMERIC ->
                // Oracle has no other whole numbers.
                product == Product.ORACLE
                                && columns.getScale(i) == 0
                                && columns.getPrecision(i) > 0
                                && columns.getPrecision(i) <= LONGEST_WHOLE
                        ? JdbcKind.WHOLE
                        : JdbcKind.NUMBER;
            // MySQL's may lie outside of a day.
            case Types.TIME -> product.isMySql() ? JdbcKind.TEXT_ONLY : JdbcKind.TIME;
            default -> kind(type);
        };
    }

    private static JdbcKind kind(int type) {
        return switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> JdbcKind.WHOLE;
            case Types.DECIMAL -> JdbcKind.NUMBER;
            case Types.REAL, ORACLE_FLOAT -> JdbcKind.REAL;
            case Types.FLOAT, Types.DOUBLE, ORACLE_DOUBLE -> JdbcKind.DOUBLE;
            case Types.BOOLEAN -> JdbcKind.BOOLEAN;
            case Types.DATE -> JdbcKind.DATE;
            case Types.TIMESTAMP -> JdbcKind.TIMESTAMP;
            case Types.TIMESTAMP_WITH_TIMEZONE, ORACLE_ZONED, ORACLE_LOCAL_ZONED, SQLSERVER_ZONED ->
                JdbcKind.ZONED_TIMESTAMP;
            case Types.TIME_WITH_TIMEZONE -> JdbcKind.ZONED_TIME;
            case Types.CHAR, Types.NCHAR -> JdbcKind.PADDED;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> JdbcKind.BINARY;
            case Types.ROWID, Types.OTHER, Types.SQLXML -> JdbcKind.TEXT_ONLY;
            default -> isText(type) ? JdbcKind.TEXT : JdbcKind.UNREADABLE;
        };
    }

    private static boolean isText(int type) {
        return switch (type) {
            case Types.CHAR,
                    Types.NCHAR,
                    Types.VARCHAR,
                    Types.NVARCHAR,
                    Types.LONGVARCHAR,
                    Types.LONGNVARCHAR,
                    Types.CLOB,
                    Types.NCLOB -> true;
            default -> false;
        };
    }
}
