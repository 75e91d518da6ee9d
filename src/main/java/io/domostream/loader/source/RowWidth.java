package io.domostream.loader.source;

import java.sql.SQLException;

/** Measures how wide the rows' CSV is; the planner's guess, made for other forms of the values, can be more than twice that. */
record RowWidth(Session session, PageSql sql, SourceTable table) {
    private static final int ROWS = 1000;
    private static final long ENOUGH_BYTES = 64 << 20;

    /** Takes blocks from all over a large table, since its first rows may be its narrowest; else the first rows. */
    double measure(boolean hasBlocks) {
        if (hasBlocks && table.estimatedRows() > 10 * ROWS) {
            var percent = 100.0 * ROWS / table.estimatedRows();
            // The same blocks each time, so that the same table gives the same pages.
            double width = of(" TABLESAMPLE SYSTEM (" + percent + ") REPEATABLE (1) LIMIT " + 2 * ROWS);
            if (width > 0) {
                return width;
            }
        }
        double width = of(" LIMIT " + ROWS);
        return width > 0 ? width : Math.max(1, table.estimatedRowBytes());
    }

    private double of(String sample) {
        try {
            var copy = session.copies().copyOut(sql.sample(table.columns(), sample));
            long rows = 0;
            long bytes = 0;
            for (var row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                rows++;
                bytes += row.length;
                if (bytes > ENOUGH_BYTES) {
                    session.breakOff();
                    break;
                }
            }
            return rows == 0 ? 0 : (double) bytes / rows;
        } catch (SQLException e) {
            throw new FailedColumn(session, sql, table.columns()).of(e, sample);
        }
    }
}
