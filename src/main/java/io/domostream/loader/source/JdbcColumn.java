package io.domostream.loader.source;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

    static List<JdbcColumn> of(Product product, ResultSetMetaData columns) throws SQLException {
        var found = new ArrayList<JdbcColumn>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            found.add(new JdbcColumn(
                    columns.getColumnLabel(i),
                    typeName(columns, i),
                    kind(product, columns, i),
                    columns.isNullable(i) != ResultSetMetaData.columnNoNulls || !product.keepsNotNull()));
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
        var name = columns.getColumnTypeName(i);
        var named = TypeNames.kind(product, name, columns.getPrecision(i));
        if (named != null) {
            return named;
        }
        int type = columns.getColumnType(i);
        return switch (type) {
            case Types.BIT -> ofBits(product, columns.getColumnClassName(i), columns.getPrecision(i));
            case Types.BIGINT -> name.toLowerCase(Locale.ROOT).contains("unsigned") ? JdbcKind.NUMBER : JdbcKind.WHOLE;
            case Types.NUMERIC ->
                // Oracle has no other whole numbers.
                product == Product.ORACLE
                                && columns.getScale(i) == 0
                                && columns.getPrecision(i) > 0
                                && columns.getPrecision(i) <= LONGEST_WHOLE
                        ? JdbcKind.WHOLE
                        : JdbcKind.NUMBER;
            default -> kind(type);
        };
    }

    /** One bit is a truth value to some drivers, and many of them are bytes or a text. */
    private static JdbcKind ofBits(Product product, String javaClass, int bits) {
        boolean bytes = javaClass.equals("[B") || javaClass.equals("byte[]") || (product.isMySql() && bits > 1);
        return bytes ? JdbcKind.BITS : javaClass.equals("java.lang.Boolean") ? JdbcKind.BOOLEAN : JdbcKind.TEXT_ONLY;
    }

    private static JdbcKind kind(int type) {
        return switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> JdbcKind.WHOLE;
            case Types.DECIMAL -> JdbcKind.NUMBER;
            case Types.REAL, ORACLE_FLOAT -> JdbcKind.REAL;
            case Types.FLOAT, Types.DOUBLE, ORACLE_DOUBLE -> JdbcKind.DOUBLE;
            case Types.BOOLEAN -> JdbcKind.BOOLEAN;
            case Types.DATE -> JdbcKind.DATE;
            case Types.TIME -> JdbcKind.TIME;
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
