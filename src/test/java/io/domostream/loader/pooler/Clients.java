package io.domostream.loader.pooler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Statements of the pooler's clients in its tests. */
final class Clients {
    static final String PID = "SELECT pg_backend_pid()";

    private Clients() {}

    interface SqlCall {
        void run() throws SQLException, IOException;
    }

    static Connection connect(Pooler pooler) throws SQLException {
        return DriverManager.getConnection(pooler.url());
    }

    /** The driver prepares even its COMMIT by name, unless prepareThreshold is 0. */
    static Connection connectForTransactions(Pooler pooler) throws SQLException {
        var connection = DriverManager.getConnection(pooler.url() + "&prepareThreshold=0");
        connection.setAutoCommit(false);
        return connection;
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String query(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    static void assertSqlState(SqlCall call, String sqlState) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(sqlState));
    }
}
