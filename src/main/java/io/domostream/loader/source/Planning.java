package io.domostream.loader.source;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
        var blocks = inSession(this::withBlocks);
        // Measuring a query that nothing bounds would run it once more.
        double rowBytes = !keyed && blocks == null
                ? Math.max(1, table.estimatedRowBytes())
                : inSession(session ->
                        new RowWidth(session, widthOf(session, blocks != null), table).measure(blocks != null));
        int rowsPerPage = limits.rowsOf(rowBytes);
        var cut = inSession(session -> {
            var planner = new PagePlanner(session, sql(session));
            if (keyed) {
                return alongKey(session, planner, rowsPerPage);
            }
            return blocks == null || limits.streamed()
                    ? planner.whole()
                    : planner.alongBlocks(blocks.oid(), rowsPerPage);
        });
        return new PagePlan(cut.pages(), cut.rows(), cut.streamed(), rowBytes, rowsPerPage);
    }

    private PagePlanner.Cut alongKey(Session session, PagePlanner planner, int rowsPerPage) {
        boolean unique = new Catalog(session).provesUnique(Relation.of(session, spec), table.key());
        try {
            return planner.alongKey(unique, rowsPerPage);
        } catch (SourceException e) {
            throw e.inExpression("the key " + String.join(", ", table.key()), session.encoding());
        }
    }

    /** The load's table, where it can be read by ranges of its blocks. */
    private @Nullable Relation withBlocks(Session session) {
        var relation = Relation.of(session, spec);
        return relation != null && relation.mayHaveBlocks() && !new Catalog(session).hasForeignTables(relation)
                ? relation
                : null;
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
