package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets a commit go out only when every part is known to be there and nothing speaks against it. */
final class CommitGate {
    private final Attempt attempt;
    private final ReceiptSource receipts;

    CommitGate(Attempt attempt, ReceiptSource receipts) {
        this.attempt = attempt;
        this.receipts = receipts;
    }

    /** Throws unless all parts have a receipt and the rows add up; these can't change any more. */
    Receipts requireAllParts(RunState state) {
        var manifest = state.planned();
        var there = receipts.receipts(state.execution());
        if (!there.complete(manifest.parts())) {
            throw LoadFailure.beginAnew("only %d of %d parts have a receipt"
                    .formatted(there.byPart().size(), manifest.parts()));
        }
        if (state.snapshots() == 1 && there.rows() != manifest.rows()) {
            throw LoadFailure.forGood(
                    ExitCodes.GUARD,
                    Runbook.ROWS_DO_NOT_ADD_UP,
                    "load %s: %d rows were counted in the source and %d were sent; nothing was committed"
                            .formatted(attempt.load.name(), manifest.rows(), there.rows()));
        }
        return there;
    }

    /** Asks what may change from one moment to the next; returns the DataSet's rows before the commit, null where Domo does not tell them. */
    @Nullable
    Long requireReady(RunState state, Receipts there) {
        var dataSet = attempt.domo.dataSets().retrieve(Objects.requireNonNull(state.dataSet()));
        new Guards(attempt.load).require(there.rows(), dataSet.rows());
        requireMethod(state);
        attempt.around.lock().requireHeld();
        return dataSet.rows();
    }

    private void requireMethod(RunState state) {
        var update = state.planned().update();
        boolean merges = update.method() == LoadSettings.Method.UPSERT;
        var wanted = new UpdateMethod(update.word(), merges ? update.keyColumns() : List.of());
        var stream = attempt.domo.streams().retrieve(state.stream());
        var method = UpdateMethod.of(stream);
        boolean keysTold = stream.keyColumnNames() != null;
        if (!wanted.word().equals(method.word()) || (keysTold && !wanted.equals(method))) {
            throw LoadFailure.resumable(
                    ExitCodes.GUARD,
                    Runbook.METHOD_CHANGED,
                    "stream %d has update method %s and load %s wants %s; somebody changed it, nothing was committed. Run again"
                            .formatted(state.stream(), method, attempt.load.name(), wanted));
        }
    }
}
