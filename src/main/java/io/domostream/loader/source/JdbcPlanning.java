package io.domostream.loader.source;

import io.domostream.loader.source.Page.Nulls;
import java.util.ArrayList;
import java.util.List;

/** Measures a source's rows, counts them, and cuts them into pages along the key. */
record JdbcPlanning(SourceSpec spec, SourceTable table, Session session) {
    private static final int SAMPLE_ROWS = 1000;
    private static final long ENOUGH_BYTES = 64 << 20;

    PagePlan plan(PageLimits limits, boolean oneMoment) {
        var sql = JdbcPages.of(session, spec, table);
        if (table.key().isEmpty()) {
            if (!oneMoment) {
                throw SourceException.badSettings(
                        "snapshot is none: pages of %s without a key hold each row once only within one snapshot"
                                .formatted(table.name()),
                        "give key or leave snapshot at shared");
            }
            long rows = RunningQuery.number(session, sql.from().counted("1 = 1"));
            double rowBytes = Math.max(1, table.estimatedRowBytes());
            var whole = PagePlanner.pages(List.of(), Nulls.LEFT_OUT);
            return new PagePlan(whole, rows, true, rowBytes, limits.rowsOf(rowBytes));
        }
        double rowBytes = rowBytes(sql);
        int rowsPerPage = limits.rowsOf(rowBytes);
        var cut = alongKey(sql, rowsPerPage, oneMoment);
        return new PagePlan(cut.pages(), cut.rows(), false, rowBytes, rowsPerPage);
    }

    private double rowBytes(JdbcPages sql) {
        try (var query = RunningQuery.of(session, JdbcPages.all(session, table, sql.from()), SAMPLE_ROWS)) {
            var csv = new CsvRow(session.product(), table, query);
            long rows = 0;
            long bytes = 0;
            while (bytes < ENOUGH_BYTES && query.next()) {
                rows++;
                bytes += csv.read(query).length();
            }
            return rows == 0 ? Math.max(1, table.estimatedRowBytes()) : (double) bytes / rows;
        }
    }

    private PagePlanner.Cut alongKey(JdbcPages sql, int rowsPerPage, boolean oneMoment) {
        var found = new ArrayList<List<String>>();
        long rows = 0;
        try (var query = RunningQuery.of(session, sql.ordered())) {
            for (; query.next(); rows++) {
                if (rows % rowsPerPage == 0) {
                    found.add(query.read(sql.key()::bound));
                }
            }
        }
        var bounds = new JdbcBounds(session, sql, oneMoment).rising(found);
        if (!sql.keyNullable()) {
            return new PagePlanner.Cut(PagePlanner.pages(bounds, Nulls.LEFT_OUT), rows, false);
        }
        long nulls = RunningQuery.number(session, sql.from().counted(sql.anyNull()));
        // Many of them would make the last page too large.
        boolean many = rows > 0 && nulls > rowsPerPage / 2;
        return new PagePlanner.Cut(PagePlanner.pages(bounds, many ? Nulls.ALONE : Nulls.TOO), rows + nulls, false);
    }
}
