package io.domostream.loader.source;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a driver is told: {@code wanted} may be set in another way in the address; {@code fixed} may not, since the values or
 * the rows that arrive depend on it.
 */
record DriverProperties(Map<String, String> wanted, Map<String, String> fixed) {
    private static final Pattern GIVEN = Pattern.compile("[?&;]([^=?&;]+)=([^&;]*)");
    private static final Map<String, String> OF_MYSQL_AND_MARIADB = Map.of(
            "yearIsDateType", "false",
            // One of these is a number, not a truth value.
            "tinyInt1isBit", "false",
            // The digits of a FLOAT are sent in full only for statements that the server has prepared.
            "useServerPrepStmts", "true");

    static DriverProperties of(Product product) {
        return switch (product) {
            case POSTGRESQL ->
                new DriverProperties(
                        Map.of(
                                "tcpKeepAlive", "true",
                                // A pooler may not know a statement that was prepared by name in another of its
                                // sessions.
                                "prepareThreshold", "0",
                                "ApplicationName", "domo-stream-loader",
                                "connectTimeout", "10",
                                "loginTimeout", "10"),
                        Map.of());
            case MYSQL ->
                new DriverProperties(
                        Map.of("connectionTimeZone", "UTC", "connectTimeout", "10000", "tcpKeepAlive", "true"),
                        with(OF_MYSQL_AND_MARIADB, "zeroDateTimeBehavior", "CONVERT_TO_NULL"));
            case MARIADB ->
                new DriverProperties(
                        Map.of("connectionTimeZone", "UTC", "connectTimeout", "10000"), OF_MYSQL_AND_MARIADB);
            case SQLITE -> new DriverProperties(Map.of(), Map.of("open_mode", "1"));
            case DUCKDB ->
                new DriverProperties(
                        Map.of(),
                        Map.of(
                                "duckdb.read_only", "true",
                                "jdbc_stream_results", "true",
                                // What its errors mean, without which a value in their text could not be told.
                                "errors_as_json", "true"));
            case SQLSERVER ->
                new DriverProperties(Map.of("applicationName", "domo-stream-loader", "loginTimeout", "10"), Map.of());
            case ORACLE -> new DriverProperties(Map.of("oracle.net.CONNECT_TIMEOUT", "10000"), Map.of());
            default -> new DriverProperties(Map.of(), Map.of());
        };
    }

    Map<String, String> all() {
        var all = new HashMap<>(wanted);
        all.putAll(fixed);
        return all;
    }

    /** The first parameter in the address that sets one of the fixed ones in another way; null where none does. */
    @Nullable
    String contradictedBy(String url) {
        var given = GIVEN.matcher(url);
        while (given.find()) {
            for (var property : fixed.entrySet()) {
                if (property.getKey().equalsIgnoreCase(given.group(1))
                        && !plain(property.getValue()).equals(plain(given.group(2)))) {
                    return property.getKey();
                }
            }
        }
        return null;
    }

    // CONVERT_TO_NULL was once written convertToNull.
    private static String plain(String value) {
        return value.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> with(Map<String, String> some, String name, String value) {
        var all = new HashMap<>(some);
        all.put(name, value);
        return Map.copyOf(all);
    }
}
