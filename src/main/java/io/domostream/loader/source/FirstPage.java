package io.domostream.loader.source;

import java.sql.SQLException;

/** Reads the first row of a load, so that what the source refuses is known before anything is created in Domo. */
record FirstPage(Session session, PageSql sql, SourceTable table) {
    private static final String CANCELED = "57014";

    void read(Page page) {
        var clause = sql.rowsOf(page) + " LIMIT 1";
        session.execute("SAVEPOINT first_page");
        // A query that sorts or groups all rows first is planned, but not run to its end once more.
        session.execute("SET LOCAL statement_timeout = '10s'");
        try {
            var copy = session.copies().copyOut(sql.sample(table.columns(), clause));
            boolean more = true;
            while (more) {
                more = copy.readFromCopy() != null;
            }
        } catch (SQLException e) {
            if (!CANCELED.equals(e.getSQLState())) {
                throw new FailedColumn(session, sql, table.columns()).of(e, clause);
            }
        }
        session.execute("ROLLBACK TO SAVEPOINT first_page");
    }
}
