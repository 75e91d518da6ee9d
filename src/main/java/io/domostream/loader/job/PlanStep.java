package io.domostream.loader.job;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import io.domostream.loader.source.PagePlan;
import io.domostream.loader.source.Snapshot;
import io.domostream.loader.source.SourceTable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the snapshot and freezes the list of pages, or takes the list that is there. */
final class PlanStep implements LoadStep.Action {
    private static final Logger LOG = LoggerFactory.getLogger(PlanStep.class);
    static final String NOTHING_TO_DO = "NOTHING_TO_DO";
    private final Attempt attempt;
    private final ReceiptSource receipts;
    private final boolean workers;

    /** {@code workers}: pages are read by other processes, under the same snapshot. */
    PlanStep(Attempt attempt, ReceiptSource receipts, boolean workers) {
        this.attempt = attempt;
        this.receipts = receipts;
        this.workers = workers;
    }

    @Override
    public @Nullable String run(RunState state) {
        if (state.intent() != null) {
            return null;
        }
        var manifest = state.manifest();
        return manifest == null ? plan(state) : goOn(state, manifest);
    }

    private @Nullable String plan(RunState state) {
        var load = attempt.load;
        var table = attempt.table();
        var planning = new SourcePlanning(load, attempt.source, attempt.around.heap());
        var snapshot = planning.snapshot(load.pace().parts().parallel());
        hold(state, snapshot);
        var increment = new Increments(load, attempt.source).of(table, snapshot, reached(), attempt.dataSet());
        var plan = planning.plan(increment, table, snapshot, state.parameters().halved());
        state.notes().counted(plan.rows());
        if (plan.rows() == 0 && load.target().method() != LoadSettings.Method.REPLACE) {
            return NOTHING_TO_DO;
        }
        var dataSet = attempt.dataSet();
        new Guards(load).require(plan.rows(), dataSet == null ? Long.valueOf(0) : dataSet.rows());
        var manifest = manifest(Manifest.Update.of(load, table), table, plan);
        state.keepPlan(manifest.within(increment), snapshot.shared() ? 1 : 0);
        if (plan.inOneGo()) {
            LOG.info("planned: {} rows, read in one go", plan.rows());
        } else {
            LOG.info("planned: {} rows in {} parts", plan.rows(), manifest.parts());
        }
        return null;
    }

    private Manifest manifest(Manifest.Update update, SourceTable table, PagePlan plan) {
        if (plan.inOneGo()) {
            return Manifest.inOneGo(update, table, plan.pages(), plan.rows());
        }
        return workers
                ? Manifest.forWorkers(update, table, plan.pages(), plan.rows())
                : Manifest.of(
                        update,
                        table,
                        plan.pages(),
                        plan.rows(),
                        attempt.load.pace().parts());
    }

    private void hold(RunState state, Snapshot snapshot) {
        attempt.hold(snapshot);
        // Without a key such a source is read in one go, by this process alone.
        boolean pages = !attempt.table().key().isEmpty();
        if (workers && pages && snapshot.shared() && snapshot.exported() == null) {
            throw BadSettings.of(
                            "loads.%s.snapshot".formatted(attempt.load.name()),
                            "shared",
                            "this source can't share one snapshot between processes: set snapshot: none, or run without --workers")
                    .see(Runbook.WORKERS_SNAPSHOT);
        }
        if (snapshot.shared()) {
            state.notes().snapshot(attempt.around.clock().instant());
        }
    }

    private Increments.@Nullable Reached reached() {
        var stream = attempt.stream();
        return stream == null
                ? null
                : attempt.around.loads().reached(attempt.load.name(), attempt.load.values(), stream.id());
    }

    private @Nullable String goOn(RunState state, Manifest manifest) {
        var load = attempt.load;
        if (!manifest.table().columns().equals(attempt.table().columns())) {
            throw LoadFailure.beginAnew("the source's or the DataSet's columns have changed since the run began");
        }
        if (receipts.receipts(state.execution()).complete(manifest.parts())) {
            return null;
        }
        if (!manifest.repeatable()) {
            throw LoadFailure.beginAnew("without a key the parts of one run must share one snapshot");
        }
        if (load.pace().restart() == LoadSettings.Restart.WHOLE) {
            throw LoadFailure.beginAnew("restart is whole");
        }
        var snapshot = new SourcePlanning(load, attempt.source, attempt.around.heap())
                .snapshot(load.pace().parts().parallel());
        hold(state, snapshot);
        var pages = manifest.layout().pages();
        if (!attempt.source.boundsRise(manifest.rowsOf(load), manifest.table(), pages, snapshot)) {
            throw LoadFailure.beginAnew("the pages' bounds no longer rise as the server compares them");
        }
        if (snapshot.shared()) {
            state.oneMoreSnapshot();
        }
        return null;
    }
}
