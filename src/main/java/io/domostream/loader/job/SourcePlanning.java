package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import io.domostream.loader.part.Compression;
import io.domostream.loader.source.Increment;
import io.domostream.loader.source.PageLimits;
import io.domostream.loader.source.PagePlan;
import io.domostream.loader.source.Snapshot;
import io.domostream.loader.source.SourceDatabase;
import io.domostream.loader.source.SourceTable;
import org.jspecify.annotations.Nullable;

/**
 * Counts and cuts a load's source, for the job and for the dry run alike; changes nothing. Pages are smaller than the load
 * asks for where so much heap could not hold those that are read at once.
 */
record SourcePlanning(LoadSettings load, SourceDatabase source, long heap) {

    Snapshot snapshot(int readers) {
        return !oneMoment() ? source.noSnapshot() : source.openSnapshot(load.spec(), readers);
    }

    /** Of these rows, or of all where it is null; halved after a page has outgrown its part. */
    PagePlan plan(@Nullable Increment increment, SourceTable table, Snapshot snapshot, boolean halved) {
        if (load.target().method() == LoadSettings.Method.UPSERT) {
            source.requireUnique(load.spec(), table, Inspector.mergeKey(load, table), snapshot);
        }
        var parts = load.pace().parts();
        int divisor = halved ? 2 : 1;
        long bytes = Math.min(parts.maxBytes().toBytes(), Compression.largestPart(parts, heap));
        var limits = new PageLimits(Math.max(1, parts.rows() / divisor), bytes / divisor, halved);
        var spec = load.spec().within(increment);
        var plan = source.plan(spec, table, limits, snapshot);
        if (!source.boundsRise(spec, table, plan.pages(), snapshot)) {
            throw LoadFailure.forGood(
                    ExitCodes.GUARD,
                    Runbook.BOUNDS_DO_NOT_RISE,
                    "the bounds of load %s's pages don't rise as the server compares them; give another loads.%s.key"
                            .formatted(load.name(), load.name()));
        }
        source.tryFirstPage(spec, table, plan, snapshot);
        return plan;
    }

    private boolean oneMoment() {
        return load.pace().snapshot() != LoadSettings.SnapshotPolicy.NONE;
    }

    /** Where the source is read in one go, parts are cut on the way: then this is what to expect. */
    int parts(PagePlan plan) {
        if (!plan.inOneGo()) {
            return plan.pages().size();
        }
        var parts = load.pace().parts();
        double byBytes = plan.rows() * plan.rowBytes() / parts.maxBytes().toBytes();
        return (int) Math.max(1, Math.ceil(Math.max(byBytes, (double) plan.rows() / parts.rows())));
    }
}
