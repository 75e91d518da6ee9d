package io.domostream.loader.source;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types whose JDBC numbers say too little, by the names that each product has for them. */
final class TypeNames {
    // Its driver gives these the numbers of other types.
    private static final Map<String, JdbcKind> OF_POSTGRESQL = Map.of(
            "timestamptz", JdbcKind.ZONED_TIMESTAMP,
            "time", JdbcKind.TEXT_ONLY,
            "timetz", JdbcKind.TEXT_ONLY,
            "bit", JdbcKind.TEXT_ONLY,
            "money", JdbcKind.UNREADABLE);
    // A parameter of its driver makes truth values of these.
    private static final Map<String, JdbcKind> OF_MYSQL = Map.of("tinyint", JdbcKind.WHOLE);
    private static final Map<String, JdbcKind> OF_DUCKDB = Map.of(
            "bit", JdbcKind.TEXT_ONLY,
            "float", JdbcKind.REAL,
            "hugeint", JdbcKind.NUMBER,
            "uhugeint", JdbcKind.NUMBER,
            "ubigint", JdbcKind.NUMBER,
            "time", JdbcKind.TIME,
            "time with time zone", JdbcKind.ZONED_TIME,
            "enum", JdbcKind.TEXT_ONLY);
    private static final Map<String, JdbcKind> OF_HSQLDB =
            Map.of("bit", JdbcKind.TEXT_ONLY, "bit varying", JdbcKind.TEXT_ONLY);

    private TypeNames() {}

    /** Null where the JDBC number decides. */
    static @Nullable JdbcKind kind(Product product, String typeName, int precision) {
        var name = typeName.toLowerCase(Locale.ROOT);
        if (product == Product.SQLITE) {
            return ofSqlite(name, precision);
        }
        return switch (name) {
            case "uuid", "uniqueidentifier" -> JdbcKind.UUID;
            case "decfloat" -> JdbcKind.DECIMAL_FLOAT;
            default -> ofProduct(product).get(bare(name));
        };
    }

    private static Map<String, JdbcKind> ofProduct(Product product) {
        return switch (product) {
            case POSTGRESQL -> OF_POSTGRESQL;
            case MYSQL, MARIADB -> OF_MYSQL;
            case DUCKDB -> OF_DUCKDB;
            case HSQLDB -> OF_HSQLDB;
            default -> Map.of();
        };
    }

    private static String bare(String name) {
        int length = name.indexOf('(');
        var bare = length < 0 ? name : name.substring(0, length);
        return bare.endsWith(" unsigned") ? bare.substring(0, bare.indexOf(' ')) : bare.strip();
    }

    /** By SQLite's own rules of affinity, and the names that promise more than those. */
    private static JdbcKind ofSqlite(String name, int precision) {
        if (name.contains("int")) {
            return JdbcKind.WHOLE;
        }
        if (name.contains("char") || name.contains("clob") || name.contains("text")) {
            return JdbcKind.TEXT;
        }
        if (name.contains("blob")) {
            return JdbcKind.BINARY;
        }
        if (name.contains("real") || name.contains("floa") || name.contains("doub")) {
            return JdbcKind.DOUBLE;
        }
        return switch (bare(name)) {
            case "decimal", "number", "money" -> JdbcKind.NUMBER;
            // Also what its driver calls a column without a type.
            case "numeric" -> precision > 0 ? JdbcKind.NUMBER : JdbcKind.ANY;
            case "bool", "boolean" -> JdbcKind.BOOLEAN;
            case "date" -> JdbcKind.DATE;
            case "datetime", "timestamp" -> JdbcKind.TIMESTAMP;
            default -> JdbcKind.ANY;
        };
    }
}
