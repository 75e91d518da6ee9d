package io.domostream.loader.source;

import java.sql.Connection;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A kind of database, told by its address, and what differs between them where JDBC does not hide it. */
enum Product {
    POSTGRESQL("PostgreSQL", Connection.TRANSACTION_REPEATABLE_READ, null) {
        @Override
        Map<String, String> properties() {
            return Map.of(
                    "tcpKeepAlive", "true",
                    // A pooler may not know a statement that was prepared by name in another of its sessions.
                    "prepareThreshold", "0",
                    "ApplicationName", "domo-stream-loader",
                    "connectTimeout", "10",
                    "loginTimeout", "10");
        }
    },
    H2("H2", Connection.TRANSACTION_SERIALIZABLE, "SET TIME ZONE 'UTC'; SET LAZY_QUERY_EXECUTION TRUE"),
    MYSQL("MySQL", Connection.TRANSACTION_REPEATABLE_READ, "SET time_zone = '+00:00'") {
        @Override
        Map<String, String> properties() {
            return Map.of(
                    "connectionTimeZone", "UTC",
                    "yearIsDateType", "false",
                    "zeroDateTimeBehavior", "CONVERT_TO_NULL",
                    "useServerPrepStmts", "true",
                    "connectTimeout", "10000",
                    "tcpKeepAlive", "true");
        }

        @Override
        String now() {
            return "UTC_TIMESTAMP(6)";
        }

        /** The driver's own sign for row by row; any other number makes it hold the whole result in memory. */
        @Override
        int fetchSize() {
            return Integer.MIN_VALUE;
        }
    },
    MARIADB("MariaDB", Connection.TRANSACTION_REPEATABLE_READ, "SET time_zone = '+00:00'") {
        @Override
        String now() {
            return "UTC_TIMESTAMP(6)";
        }

        @Override
        Map<String, String> properties() {
            return Map.of(
                    "connectionTimeZone", "UTC",
                    "yearIsDateType", "false",
                    "useServerPrepStmts", "true",
                    "connectTimeout", "10000");
        }
    },
    SQLSERVER("SQL Server", SqlServer.SNAPSHOT, null) {
        @Override
        Map<String, String> properties() {
            return Map.of("applicationName", "domo-stream-loader", "loginTimeout", "10");
        }

        @Override
        String now() {
            return "SYSDATETIMEOFFSET()";
        }
    },
    ORACLE("Oracle", Connection.TRANSACTION_SERIALIZABLE, "ALTER SESSION SET TIME_ZONE = 'UTC'") {
        @Override
        Map<String, String> properties() {
            return Map.of("oracle.net.CONNECT_TIMEOUT", "10000");
        }

        @Override
        String fromNothing() {
            return " FROM DUAL";
        }
    },
    OTHER("this database", Connection.TRANSACTION_NONE, null);

    private static final int ROWS_A_TRIP = 1000;
    private final String shown;
    private final int oneMoment;
    private final @Nullable String initSql;

    Product(String shown, int oneMoment, @Nullable String initSql) {
        this.shown = shown;
        this.oneMoment = oneMoment;
        this.initSql = initSql;
    }

    static Product of(String url) {
        var kind = url.replaceFirst("^jdbc:([^:]*):.*", "$1").toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(product -> product.name().equals(kind))
                .findFirst()
                .orElse(OTHER);
    }

    String shown() {
        return shown;
    }

    /** The isolation level under which all statements of a transaction see one moment; TRANSACTION_NONE where none is known. */
    int oneMoment() {
        return oneMoment;
    }

    /** Run on each new connection. */
    @Nullable
    String initSql() {
        return initSql;
    }

    /** For the driver. MySQL and MariaDB send the digits of a FLOAT in full only to statements prepared by the server. */
    Map<String, String> properties() {
        return Map.of();
    }

    /** How many rows are asked for at once, so that a page is never in memory as a whole. */
    int fetchSize() {
        return ROWS_A_TRIP;
    }

    /** The present time, with its zone; of MySQL in UTC. */
    String now() {
        return "CURRENT_TIMESTAMP";
    }

    /** What a SELECT of mere values ends with. */
    String fromNothing() {
        return "";
    }

    boolean isMySql() {
        return this == MYSQL || this == MARIADB;
    }

    /** What only SQL Server's driver has a name for. */
    private static final class SqlServer {
        static final int SNAPSHOT = 4096;
    }
}
