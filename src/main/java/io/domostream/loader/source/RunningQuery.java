package io.domostream.loader.source;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;

/** A query under way, whose rows come as they are asked for; the server's errors come out as {@link SourceException}. */
final class RunningQuery implements AutoCloseable {
    // Their drivers would ask the server, which does not know it of each statement.
    private static final Set<Product> COUNT_NOT_KEPT = Set.of(Product.POSTGRESQL, Product.SQLSERVER, Product.ORACLE);

    private final Session session;
    private final PreparedStatement statement;
    private final ResultSet rows;

    private RunningQuery(Session session, PreparedStatement statement, ResultSet rows) {
        this.session = session;
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
                if (!COUNT_NOT_KEPT.contains(session.product())) {
                    requireAsMany(sql.values().size(), statement);
                }
                for (int i = 0; i < sql.values().size(); i++) {
                    statement.setObject(i + 1, sql.values().get(i));
                }
                return new RunningQuery(session, statement, statement.executeQuery());
            } catch (SQLException | RuntimeException e) {
                closeAfter(e, statement);
                throw e;
            }
        } catch (SQLException e) {
            throw session.failure(e);
        }
    }

    /** On a lost connection this fails too, and must not take the place of the reason. */
    private static void closeAfter(Exception reason, PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** Else some drivers fail in odd ways, and some bind NULL to what is left. */
    private static void requireAsMany(int values, PreparedStatement statement) throws SQLException {
        int found = counted(statement, values);
        if (found != values) {
            throw SourceException.badSettings(
                    "query: its driver finds %d values to bind where there are %d".formatted(found, values),
                    "write them as :name, not as the database's own, such as $1 or @name,"
                            + " and keep question marks and quotes out of comments");
        }
    }

    private static int counted(PreparedStatement statement, int unknown) throws SQLException {
        try {
            // Past the pool, which would end the connection of a driver that can't tell.
            int found = statement
                    .unwrap(PreparedStatement.class)
                    .getParameterMetaData()
                    .getParameterCount();
            // So many may also be found by a driver that can't tell, without a word.
            return found == 0 ? unknown : found;
        } catch (SQLException e) {
            // Why a connection is lost is told once, by what is tried first.
            if (Causes.of(e).areOfNetwork()) {
                throw e;
            }
            return unknown;
        } catch (RuntimeException e) {
            return unknown;
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
            throw session.failure(e);
        }
    }

    /** From the present row, or about the columns. */
    <T> T read(Session.Row<T> reading) {
        try {
            return reading.read(rows);
        } catch (SQLException e) {
            throw session.failure(e);
        }
    }

    @Override
    public void close() {
        try (statement) {
            rows.close();
        } catch (SQLException e) {
            throw session.failure(e);
        }
    }
}
