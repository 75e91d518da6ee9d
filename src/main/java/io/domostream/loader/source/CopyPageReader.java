package io.domostream.loader.source;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.copy.CopyOut;

/** Reads pages by COPY: under a shared snapshot in one transaction for all of them, else in one for each. */
final class CopyPageReader implements PageReader {
    private final Snapshot snapshot;
    private final Session session;
    private final List<SourceColumn> columns;
    private final RowWriter writer;
    private final PageSql sql;

    CopyPageReader(Snapshot snapshot, Session session, SourceTable table, PageSql sql) {
        this.snapshot = snapshot;
        this.session = session;
        this.columns = table.columns();
        this.writer = RowWriter.of(table);
        this.sql = sql;
        leave();
    }

    @Override
    public long read(Page page, OutputStream csv) throws IOException {
        try {
            long rows = copy(page, csv);
            leave();
            return rows;
        } catch (IOException e) {
            leave();
            throw e;
        }
    }

    private long copy(Page page, OutputStream csv) throws IOException {
        try {
            var copy = session.copies().copyOut(sql.copy(columns, page));
            try {
                for (var row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                    writer.write(row, csv);
                }
            } finally {
                drain(copy);
            }
            return copy.getHandledRowCount();
        } catch (SQLException e) {
            throw new FailedColumn(session, sql, columns).of(e, sql.rowsOf(page));
        }
    }

    @Override
    public void close() {
        snapshot.giveBack(session);
    }

    private void leave() {
        if (!snapshot.shared()) {
            session.rollback();
        }
    }

    // A page given up halfway is read to its end, for a cancel may hit the next statement and costs the snapshot.
    private static void drain(CopyOut copy) throws SQLException {
        boolean more = copy.isActive();
        while (more) {
            more = copy.readFromCopy() != null;
        }
    }
}
