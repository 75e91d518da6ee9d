package io.domostream.loader.job;

import java.util.Objects;

/** Lets a commit go out only when every part is known to be there and nothing speaks against it. */
final class CommitGate {
    private final Attempt attempt;
    private final PlanStep.ReceiptSource receipts;

    CommitGate(Attempt attempt, PlanStep.ReceiptSource receipts) {
        this.attempt = attempt;
        this.receipts = receipts;
    }

    /** Returns the DataSet's rows before the commit. */
    long requireReady(RunState state) {
        var manifest = Objects.requireNonNull(state.manifest(), "commit runs after plan");
        var there = receipts.receipts(state.execution());
        if (!there.complete(manifest.parts())) {
            throw LoadFailure.beginAnew("only %d of %d parts have a receipt"
                    .formatted(there.byPart().size(), manifest.parts()));
        }
        if (state.snapshots() == 1 && there.rows() != manifest.rows()) {
            throw LoadFailure.forGood(
                    ExitCodes.GUARD,
                    "load %s: %d rows were counted in the source and %d were sent; nothing was committed"
                            .formatted(attempt.load.name(), manifest.rows(), there.rows()));
        }
        var dataSet = attempt.domo.dataSets().retrieve(Objects.requireNonNull(state.dataSet()));
        new Guards(attempt.load).require(there.rows(), dataSet.rows());
        requireMethod(state);
        String domo = OpenStep.state(attempt, state);
        if (!domo.equals("ACTIVE")) {
            throw LoadFailure.beginAnew("Domo execution %d is %s".formatted(state.execution(), domo));
        }
        attempt.around.lock().requireHeld();
        return dataSet.rows();
    }

    private void requireMethod(RunState state) {
        var wanted = attempt.load.target().updateMethod();
        var method = attempt.domo.streams().retrieve(state.stream()).updateMethod();
        if (!wanted.equals(method)) {
            throw LoadFailure.resumable(
                    ExitCodes.GUARD,
                    "stream %d has update method %s and load %s wants %s; somebody changed it, nothing was committed. Run again"
                            .formatted(state.stream(), method, attempt.load.name(), wanted));
        }
    }
}
