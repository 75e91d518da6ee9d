package io.domostream.loader.source;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Reads all rows by one query, at the pace they are asked for. */
final class JdbcRowStream implements RowStream {
    private final Snapshot snapshot;
    private final Session session;
    private final RowWriter writer;
    private final RunningQuery query;
    private final CsvRow row;
    private @Nullable CsvBuffer next;
    private boolean ended;
    private long nulled;

    JdbcRowStream(Snapshot snapshot, Session session, SourceTable table, Sql from) {
        this.snapshot = snapshot;
        this.session = session;
        writer = RowWriter.of(table);
        query = RunningQuery.of(session, JdbcPages.all(session, table, from));
        row = new CsvRow(session.product(), table, query);
    }

    @Override
    public long read(OutputStream csv, int rowsAtMost, long bytesAtMost) throws IOException {
        long rows = 0;
        long bytes = 0;
        while (rows < rowsAtMost) {
            var here = next();
            if (here == null || (rows > 0 && bytes + here.length() > bytesAtMost)) {
                break;
            }
            writer.write(here.bytes(), here.length(), csv);
            next = null;
            nulled = row.nulledValues();
            bytes += here.length();
            rows++;
        }
        return rows;
    }

    @Override
    public long nulledValues() {
        return nulled;
    }

    @Override
    public void close() {
        if (ended) {
            query.close();
        } else {
            // Some drivers would read on to the end.
            session.breakOff();
        }
        snapshot.giveBack(session);
    }

    private @Nullable CsvBuffer next() {
        if (next == null && !ended) {
            ended = !query.next();
            next = ended ? null : row.read(query);
        }
        return next;
    }
}
