package io.domostream.loader.source;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.copy.CopyOut;

/** Reads pages by COPY. Between them it holds no session: under one snapshot others may use it, and without one it may end. */
final class CopyPageReader implements PageReader {
    private final Snapshot snapshot;
    private final List<SourceColumn> columns;
    private final RowWriter writer;
    private final NonFiniteValues nonFinite;
    private final PageSql sql;

    CopyPageReader(Snapshot snapshot, SourceTable table, PageSql sql) {
        this.snapshot = snapshot;
        this.columns = table.columns();
        this.writer = RowWriter.of(table);
        this.nonFinite = new NonFiniteValues(columns);
        this.sql = sql;
    }

    @Override
    public long read(Page page, OutputStream csv) throws IOException {
        var session = snapshot.take();
        try {
            var copy = session.copies().copyOut(sql.copy(columns, page));
            try {
                for (var row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                    writer.write(nonFinite.removeFrom(row), csv);
                }
            } finally {
                drain(copy);
            }
            return copy.getHandledRowCount();
        } catch (SQLException e) {
            throw new FailedColumn(session, sql, columns).of(e, sql.rowsOf(page));
        } finally {
            snapshot.giveBack(session);
        }
    }

    @Override
    public long nulledValues() {
        return nonFinite.removed();
    }

    @Override
    public void close() {}

    // A page given up halfway is read to its end, for a cancel may hit the next statement and costs the snapshot.
    private static void drain(CopyOut copy) throws SQLException {
        boolean more = copy.isActive();
        while (more) {
            more = copy.readFromCopy() != null;
        }
    }
}
