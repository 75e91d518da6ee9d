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
        var blocks = limits.streamed() || keyed ? null : inSession(this::withBlocks);
        var sampled = inSession(this::withBlocks);
        // Measuring a query that nothing bounds would run it once more.
        double rowBytes = !keyed && sampled == null
                ? Math.max(1, table.estimatedRowBytes())
                : inSession(session ->
                        new RowWidth(session, widthOf(session, sampled != null), table).measure(sampled != null));
        int rowsPerPage = limits.rowsOf(rowBytes);
        var cut = inSession(session -> {
            var planner = new PagePlanner(session, sql(session));
            if (keyed) {
                boolean unique = new Catalog(session).provesUnique(Relation.of(session, spec), table.key());
                return planner.alongKey(unique, rowsPerPage);
            }
            return blocks == null ? null : planner.alongBlocks(blocks.oid(), rowsPerPage);
        });
        return cut != null
                ? new PagePlan(cut.pages(), cut.rows(), false, rowBytes, rowsPerPage)
                : streamed(rowBytes, rowsPerPage);
    }

    /** One page, which is cut into parts while it is read. */
    private PagePlan streamed(double rowBytes, int rowsPerPage) {
        var whole = inSession(session -> new PagePlanner(session, sql(session)).whole());
        return new PagePlan(whole.pages(), whole.rows(), true, rowBytes, rowsPerPage);
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
