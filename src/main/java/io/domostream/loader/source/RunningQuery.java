package io.domostream.loader.source;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A query under way, whose rows come as they are asked for; the server's errors come out as {@link SourceException}. */
final class RunningQuery implements AutoCloseable {
    private final PreparedStatement statement;
    private final ResultSet rows;

    private RunningQuery(PreparedStatement statement, ResultSet rows) {
        this.statement = statement;
        this.rows = rows;
    }

    static RunningQuery of(Session session, Sql sql) {
        return of(session, sql, 0);
    }

    /** 0 is no limit. */
    static RunningQuery of(Session session, Sql sql, int rowsAtMost) {
        try {
            var statement = session.connection().prepareStatement(sql.text());
            try {
                statement.setFetchSize(session.product().fetchSize());
                statement.setMaxRows(rowsAtMost);
                for (int i = 0; i < sql.values().size(); i++) {
                    statement.setObject(i + 1, sql.values().get(i));
                }
                return new RunningQuery(statement, statement.executeQuery());
            } catch (SQLException | RuntimeException e) {
                statement.close();
                throw e;
            }
        } catch (SQLException e) {
            throw SourceException.of(e);
        }
    }

    /** The one number that the query gives. */
    static long number(Session session, Sql sql) {
        try (var query = of(session, sql)) {
            return query.next() ? query.read(row -> row.getLong(1)) : 0;
        }
    }

    boolean next() {
        try {
            return rows.next();
        } catch (SQLException e) {
            throw SourceException.of(e);
        }
    }

    /** From the present row, or about the columns. */
    <T> T read(Session.Row<T> reading) {
        try {
            return reading.read(rows);
        } catch (SQLException e) {
            throw SourceException.of(e);
        }
    }

    @Override
    public void close() {
        try (statement) {
            rows.close();
        } catch (SQLException e) {
            throw SourceException.of(e);
        }
    }
}
