package io.domostream.loader.source;

import java.util.function.Function;

/** Chooses how a source can be cut, measures its rows, and has it cut. */
record Planning(SourceSpec spec, SourceTable table, Snapshot snapshot) {
    PagePlan plan(PageLimits limits) {
        boolean keyed = !table.key().isEmpty();
        if (!keyed && !snapshot.shared()) {
            throw SourceException.badSettings(
                    "snapshot is none: pages of %s without a key hold each row once only within one snapshot"
                            .formatted(table.name()),
                    "give key or leave snapshot at shared");
        }
        boolean hasBlocks = inSession(session -> {
            var relation = Relation.of(session, spec);
            return relation != null && relation.hasBlocks();
        });
        boolean inOneGo = !keyed && !hasBlocks;
        // Measuring a query that nothing bounds would run it once more.
        double rowBytes = inOneGo
                ? Math.max(1, table.estimatedRowBytes())
                : inSession(session -> new RowWidth(session, widthOf(session, hasBlocks), table).measure(hasBlocks));
        int rowsPerPage = limits.rowsOf(rowBytes);
        var cut = inSession(session -> {
            var planner = new PagePlanner(session, sql(session));
            if (keyed) {
                boolean unique = new Catalog(session).provesUnique(Relation.of(session, spec), table.key());
                return planner.alongKey(unique, rowsPerPage);
            }
            return hasBlocks ? planner.alongBlocks(table.name(), rowsPerPage) : planner.whole();
        });
        return new PagePlan(cut.pages(), cut.rows(), inOneGo, rowBytes, rowsPerPage);
    }

    /** Samples are taken of a table alone, not of a choice of its rows. */
    private PageSql widthOf(Session session, boolean hasBlocks) {
        return PageSql.of(session, hasBlocks ? spec.within(null) : spec, table);
    }

    private PageSql sql(Session session) {
        return PageSql.of(session, spec, table);
    }

    private <T> T inSession(Function<Session, T> work) {
        return Lent.to(snapshot, work);
    }
}
