package io.domostream.loader.source;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** One connection in one transaction, which ends with it; the server's errors come out as {@link SourceException}. */
final class Session implements AutoCloseable {
    private final Connections connections;
    private final ConnectionEnd end;
    private Connection connection;
    private boolean started;
    private boolean brokenOff;

    Session(Connections connections) {
        this.connections = connections;
        end = new ConnectionEnd(connections);
        connection = connections.take();
        // The pool's check of an idle connection may have started a transaction, and a snapshot must come first in one.
        rollback();
    }

    /** Begins a transaction that sees what the exported snapshot sees. */
    void beginUnder(String snapshot) {
        begin(TransactionStart.importing(snapshot));
    }

    /** Begins a transaction whose statements each see the rows of their own time. */
    void beginReadCommitted() {
        begin(TransactionStart.READ_COMMITTED);
    }

    void execute(String sql) {
        run(() -> {
            try (var statement = connection().createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute(sql);
            }
        });
    }

    /** Without arguments the SQL goes out as it is, so that a question mark in it may be an operator. */
    <T> List<T> query(String sql, Row<T> row, Object... arguments) {
        return ask(() -> {
            if (arguments.length == 0) {
                try (var statement = connection().createStatement()) {
                    statement.setEscapeProcessing(false);
                    return rows(statement.executeQuery(sql), row);
                }
            }
            try (var statement = connection().prepareStatement(sql)) {
                for (int i = 0; i < arguments.length; i++) {
                    statement.setObject(i + 1, arguments[i]);
                }
                return rows(statement.executeQuery(), row);
            }
        });
    }

    /** Runs several statements in one round trip; each gives its rows or, without any, how many it has passed. */
    void several(String sql, Row<?> row, LongConsumer passed) {
        run(() -> {
            try (var statement = connection().createStatement()) {
                statement.setEscapeProcessing(false);
                boolean isRows = statement.execute(sql);
                while (isRows || statement.getUpdateCount() >= 0) {
                    if (isRows) {
                        rows(statement.getResultSet(), row);
                    } else {
                        passed.accept(statement.getLargeUpdateCount());
                    }
                    isRows = statement.getMoreResults();
                }
            }
        });
    }

    <T> T one(String sql, Row<T> row, Object... arguments) {
        return query(sql, row, arguments).get(0);
    }

    List<String> columnNames(String sql) {
        return ask(() -> {
            try (var statement = connection().createStatement()) {
                statement.setEscapeProcessing(false);
                var columns = statement.executeQuery(sql).getMetaData();
                var names = new ArrayList<String>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    names.add(columns.getColumnLabel(i));
                }
                return names;
            }
        });
    }

    /** For people: who answers, and by which driver. */
    String serverAndDriver() {
        return ask(() -> {
            var about = connection().getMetaData();
            return "%s %s by %s %s"
                    .formatted(
                            about.getDatabaseProductName(),
                            about.getDatabaseProductVersion(),
                            about.getDriverName(),
                            about.getDriverVersion());
        });
    }

    Product product() {
        return connections.product();
    }

    /** For statements that no other method here has; the caller has {@link #failure} tell what their errors mean. */
    Connection connection() {
        if (!started) {
            begin(TransactionStart.REPEATABLE_READ);
        }
        return connection;
    }

    /** What a failure on this connection means. */
    SourceException failure(SQLException failure) {
        return end.told(failure, connection);
    }

    /** The database's encoding, as the server reports it at the beginning of a session. */
    @Nullable
    String encoding() {
        try {
            return connection.unwrap(PGConnection.class).getParameterStatus("server_encoding");
        } catch (SQLException e) {
            return null;
        }
    }

    /** Must come first in a transaction. */
    void isolate(int level) {
        run(() -> connection.setTransactionIsolation(level));
    }

    private void begin(TransactionStart start) {
        started = true;
        try {
            tryToBegin(start);
        } catch (SQLException e) {
            throw PostgresTransactions.failure(e, start);
        }
    }

    private void tryToBegin(TransactionStart start) throws SQLException {
        try {
            connections.transactionSettings().begin(connection, start);
        } catch (SQLException e) {
            if (!endedWhileIdle(e)) {
                throw e;
            }
            // Nothing was lost with it.
            connections.breakOff(connection);
            connection = connections.take();
            rollback();
            started = true;
            connections.transactionSettings().begin(connection, start);
        }
    }

    /** The server, or a pooler, ends sessions that wait too long in the pool. */
    private static boolean endedWhileIdle(SQLException failure) {
        var state = String.valueOf(failure.getSQLState());
        return state.startsWith("57P0") || state.startsWith("08");
    }

    CopyManager copies() {
        return ask(() -> connection().unwrap(PGConnection.class).getCopyAPI());
    }

    /** Ends the transaction and what it holds; the next statement begins another. */
    void rollback() {
        started = false;
        run(connection::rollback);
    }

    boolean brokenOff() {
        return brokenOff;
    }

    /** Ends the session in the middle of what it is doing. */
    void breakOff() {
        if (!brokenOff) {
            brokenOff = true;
            run(() -> connections.breakOff(connection));
        }
    }

    @Override
    public void close() {
        if (brokenOff) {
            return;
        }
        try {
            // The pool rolls back what is still open.
            connection.close();
        } catch (SQLException e) {
            // It is gone, and its transaction with it; the sessions beside it must be closed too.
        }
    }

    private static <T> List<T> rows(ResultSet results, Row<T> row) throws SQLException {
        try (results) {
            var rows = new ArrayList<T>();
            while (results.next()) {
                rows.add(row.read(results));
            }
            return rows;
        }
    }

    private void run(Act act) {
        ask(() -> {
            act.run();
            return true;
        });
    }

    private <T> T ask(Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Reads the present row. */
    interface Row<T> {
        T read(ResultSet results) throws SQLException;
    }

    private interface Act {
        void run() throws SQLException;
    }

    private interface Question<T> {
        T ask() throws SQLException;
    }
}
