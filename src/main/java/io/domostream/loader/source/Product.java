package io.domostream.loader.source;

import java.sql.Connection;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A kind of database, told by its address, and what differs between them where JDBC does not hide it. */
enum Product {
    POSTGRESQL("PostgreSQL", "postgresql", Connection.TRANSACTION_REPEATABLE_READ),
    H2("H2", "h2", Connection.TRANSACTION_SERIALIZABLE) {
        @Override
        String initSql() {
            return "SET TIME ZONE 'UTC'; SET LAZY_QUERY_EXECUTION TRUE";
        }
    },
    MYSQL("MySQL", "mysql", Connection.TRANSACTION_REPEATABLE_READ) {
        @Override
        String initSql() {
            return MySql.SESSION;
        }

        @Override
        String now() {
            return MySql.NOW;
        }

        /** The driver's own sign for row by row; any other number makes it hold the whole result in memory. */
        @Override
        int fetchSize() {
            return Integer.MIN_VALUE;
        }

        @Override
        ValueReader reader(JdbcKind kind, DomoType type) {
            return MySqlValues.of(kind, type);
        }

        @Override
        String selected(SourceColumn column, String name) {
            return MySql.selected(column, name);
        }

        @Override
        Sql bound(Object value) {
            return MySql.bound(value);
        }

        @Override
        Sql echo(Object value) {
            return MySql.echo(value);
        }
    },
    MARIADB("MariaDB", "mariadb", Connection.TRANSACTION_REPEATABLE_READ) {
        @Override
        String initSql() {
            return MySql.SESSION;
        }

        @Override
        String now() {
            return MySql.NOW;
        }

        @Override
        ValueReader reader(JdbcKind kind, DomoType type) {
            return MySqlValues.of(kind, type);
        }

        @Override
        String selected(SourceColumn column, String name) {
            return MySql.selected(column, name);
        }

        @Override
        Sql bound(Object value) {
            return MySql.bound(value);
        }

        @Override
        Sql echo(Object value) {
            return MySql.echo(value);
        }
    },
    HSQLDB("HSQLDB", "hsqldb", Connection.TRANSACTION_NONE),
    DERBY("Derby", "derby", Connection.TRANSACTION_NONE) {
        @Override
        ValueReader reader(JdbcKind kind, DomoType type) {
            return DerbyValues.of(kind);
        }

        @Override
        Sql bound(Object value) {
            return DerbyValues.bound(value);
        }
    },
    SQLITE("SQLite", "sqlite", Connection.TRANSACTION_SERIALIZABLE) {
        /** A text shows whatever is stored, without loss. */
        @Override
        ValueReader reader(JdbcKind kind, DomoType type) {
            return type == DomoType.STRING && kind.own() != DomoType.STRING
                    ? SqliteValues::stored
                    : SqliteValues.of(kind);
        }

        /** Its own functions write times so, and it compares them as texts. */
        @Override
        Sql bound(Object value) {
            return value instanceof LocalDateTime moment
                    ? Sql.of("?", MomentText.of(moment))
                    : Sql.of("?", value instanceof LocalDate day ? MomentText.of(day) : value);
        }

        /** Values of other kinds may be stored in several ways, which are not compared as what they mean. */
        @Override
        boolean comparesAsOrdered(JdbcKind kind) {
            return switch (kind) {
                case WHOLE, DOUBLE, TEXT, BINARY -> true;
                default -> false;
            };
        }

        /** A primary key may hold NULL there. */
        @Override
        boolean keepsNotNull() {
            return false;
        }
    },
    DUCKDB("DuckDB", "duckdb", Connection.TRANSACTION_REPEATABLE_READ) {
        @Override
        ValueReader reader(JdbcKind kind, DomoType type) {
            return DuckDbValues.of(kind, type);
        }

        @Override
        String selected(SourceColumn column, String name) {
            return DuckDbValues.selected(column, name);
        }

        @Override
        String initSql() {
            return "SET TimeZone = 'UTC'";
        }
    },
    // These three were never run against a server.
    SQLSERVER("SQL Server", "sqlserver", SqlServer.SNAPSHOT) {
        @Override
        String now() {
            return "SYSDATETIMEOFFSET()";
        }

        @Override
        @Nullable
        Sql echo(Object value) {
            return momentAs("DATETIME2", value);
        }
    },
    ORACLE("Oracle", "oracle", Connection.TRANSACTION_SERIALIZABLE) {
        @Override
        String initSql() {
            return "ALTER SESSION SET TIME_ZONE = 'UTC'";
        }

        @Override
        @Nullable
        Sql echo(Object value) {
            return momentAs("TIMESTAMP", value);
        }
    },
    FIREBIRD("Firebird", "firebirdsql", Connection.TRANSACTION_NONE) {
        @Override
        ValueReader reader(JdbcKind kind, DomoType type) {
            return CheckedValues.of(kind);
        }

        @Override
        @Nullable
        Sql echo(Object value) {
            return momentAs("TIMESTAMP", value);
        }
    },
    OTHER("this database", "", Connection.TRANSACTION_NONE) {
        @Override
        ValueReader reader(JdbcKind kind, DomoType type) {
            return CheckedValues.of(kind);
        }

        @Override
        @Nullable
        Sql echo(Object value) {
            return momentAs("TIMESTAMP", value);
        }
    };

    private static final int ROWS_A_TRIP = 1000;
    private final String shown;
    private final String subprotocol;
    private final int oneMoment;

    Product(String shown, String subprotocol, int oneMoment) {
        this.shown = shown;
        this.subprotocol = subprotocol;
        this.oneMoment = oneMoment;
    }

    static Product of(String url) {
        var rest = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : "";
        var end = rest.indexOf(':');
        var subprotocol = end < 0 ? "" : rest.substring(0, end);
        return Arrays.stream(values())
                .filter(product -> product != OTHER && product.subprotocol.equalsIgnoreCase(subprotocol))
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
        return null;
    }

    /** For the driver. */
    DriverProperties properties() {
        return DriverProperties.of(this);
    }

    /** How many rows are asked for at once, so that a page is never in memory as a whole. */
    int fetchSize() {
        return ROWS_A_TRIP;
    }

    /** The present time, with its zone; of MySQL in UTC. */
    String now() {
        return "CURRENT_TIMESTAMP";
    }

    /** What is selected for a column. */
    String selected(SourceColumn column, String name) {
        return name;
    }

    /** How values of the kind are read for a column of the type. */
    ValueReader reader(JdbcKind kind, DomoType type) {
        return JdbcValues.of(kind);
    }

    /** A value in a statement, which the server compares as the same value again. */
    Sql bound(Object value) {
        return Sql.of("?", value);
    }

    /** Has the server give a bound value back; null where nothing is known to change values on their way. */
    @Nullable
    Sql echo(Object value) {
        return null;
    }

    /** Whether the order of such values is the one that comparisons with a bound follow. */
    boolean comparesAsOrdered(JdbcKind kind) {
        return kind.canBeBound();
    }

    /** Whether a column that the driver calls not null holds none. */
    boolean keepsNotNull() {
        return true;
    }

    /** How its queries are parted; the one of the same name, if there is one. */
    SqlLexis lexis() {
        return Arrays.stream(SqlLexis.values())
                .filter(lexis -> lexis.name().equals(name()))
                .findFirst()
                .orElse(SqlLexis.UNKNOWN);
    }

    boolean isMySql() {
        return this == MYSQL || this == MARIADB;
    }

    private static @Nullable Sql momentAs(String type, Object value) {
        return value instanceof LocalDateTime ? Sql.of("CAST(? AS " + type + ")", value) : null;
    }

    /** What only SQL Server's driver has a name for. */
    private static final class SqlServer {
        static final int SNAPSHOT = 4096;
    }
}
