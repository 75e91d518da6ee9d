package io.domostream.loader.source;

import java.io.IOException;
import java.io.OutputStream;

/** Reads pages by plain queries; between them it holds no session, for others may have to take turns with it. */
final class JdbcPageReader implements PageReader {
    private final Snapshot snapshot;
    private final SourceTable table;
    private final JdbcPages sql;
    private final RowWriter writer;
    private long nulled;

    JdbcPageReader(Snapshot snapshot, SourceTable table, JdbcPages sql) {
        this.snapshot = snapshot;
        this.table = table;
        this.sql = sql;
        writer = RowWriter.of(table);
    }

    @Override
    public long read(Page page, OutputStream csv) throws IOException {
        var session = snapshot.take();
        try (var query = RunningQuery.of(session, sql.page(session, table, page))) {
            var row = new CsvRow(session.product(), table, query);
            long rows = 0;
            for (; query.next(); rows++) {
                var here = row.read(query);
                writer.write(here.bytes(), here.length(), csv);
            }
            nulled += row.nulledValues();
            return rows;
        } finally {
            snapshot.giveBack(session);
        }
    }

    @Override
    public long nulledValues() {
        return nulled;
    }

    @Override
    public void close() {}
}
