package io.domostream.loader.source;

import io.domostream.loader.Runbook;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/** Reads all rows in one COPY, at the pace they are asked for. */
final class CopyRowStream implements RowStream {
    private final Snapshot snapshot;
    private final Session session;
    private final RowWriter writer;
    private final NonFiniteValues nonFinite;
    private final FailedColumn failedColumn;
    private final CopyOut copy;
    private byte @Nullable [] next;
    private boolean ended;
    private long nulled;
    private long handedOver;

    CopyRowStream(Snapshot snapshot, Session session, SourceTable table, PageSql sql) {
        this.snapshot = snapshot;
        this.session = session;
        writer = RowWriter.of(table);
        nonFinite = new NonFiniteValues(table.columns());
        failedColumn = new FailedColumn(session, sql, table.columns());
        try {
            copy = session.copies().copyOut(sql.copyAll(table.columns()));
        } catch (SQLException e) {
            throw failedColumn.of(e, "");
        }
    }

    @Override
    public long read(OutputStream csv, int rowsAtMost, long bytesAtMost) throws IOException {
        long rows = 0;
        long bytes = 0;
        while (rows < rowsAtMost) {
            var row = next();
            if (row == null || (rows > 0 && bytes + row.length > bytesAtMost)) {
                break;
            }
            writer.write(row, csv);
            next = null;
            nulled = nonFinite.removed();
            bytes += row.length;
            rows++;
            handedOver++;
        }
        return rows;
    }

    @Override
    public long nulledValues() {
        return nulled;
    }

    @Override
    public void close() {
        if (!ended) {
            // Reading on to the end could take hours.
            session.breakOff();
        }
        snapshot.giveBack(session);
    }

    private byte @Nullable [] next() {
        if (next == null && !ended) {
            try {
                var row = copy.readFromCopy();
                next = row == null ? null : nonFinite.removeFrom(row);
            } catch (SQLException e) {
                throw failedColumn.of(e, "");
            }
            ended = next == null;
            if (ended && copy.getHandledRowCount() != handedOver) {
                throw SourceException.because(
                        "the source sent %d rows and counted %d: run again"
                                .formatted(handedOver, copy.getHandledRowCount()),
                        Runbook.QUERY_FAILED,
                        null);
            }
        }
        return next;
    }
}
