package io.domostream.loader.source;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.copy.CopyOut;

/** Reads pages by COPY, in one transaction for all of them. */
final class CopyPageReader implements PageReader {
    private final Session session;
    private final List<SourceColumn> columns;
    private final PageSql sql;

    CopyPageReader(Session session, List<SourceColumn> columns, PageSql sql) {
        this.session = session;
        this.columns = columns;
        this.sql = sql;
    }

    @Override
    public long read(Page page, OutputStream csv) throws IOException {
        try {
            // A page given up halfway must not cost the transaction, and with it the snapshot.
            var before = session.connection().setSavepoint();
            var copy = session.copies().copyOut(sql.copy(columns, page));
            try {
                for (var row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                    csv.write(row);
                }
            } finally {
                if (copy.isActive()) {
                    cancel(copy);
                    session.connection().rollback(before);
                }
            }
            session.connection().releaseSavepoint(before);
            return copy.getHandledRowCount();
        } catch (SQLException e) {
            throw SourceException.of(e);
        }
    }

    @Override
    public void close() {
        session.close();
    }

    private static void cancel(CopyOut copy) throws SQLException {
        copy.cancelCopy();
    }
}
