package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the uploaded parts the DataSet's data, or stops with the reason it may not. */
final class CommitStep implements LoadStep.Action {
    private static final Logger LOG = LoggerFactory.getLogger(CommitStep.class);
    private final Attempt attempt;
    private final CommitCall call;
    private final CommitWatch watch;

    CommitStep(Attempt attempt, CommitCall call, CommitWatch watch) {
        this.attempt = attempt;
        this.call = call;
        this.watch = watch;
    }

    @Override
    public @Nullable String run(RunState state) {
        attempt.letSnapshotGo();
        var now = attempt.around.clock().instant();
        if (!state.committed()) {
            prove(state);
            now = attempt.around.clock().instant();
            state.recordCommitted(now);
        }
        attempt.around.loads().keepCommitted(attempt.load.name(), state, now);
        return null;
    }

    private void prove(RunState state) {
        boolean earlier = state.intent() != null;
        if (!earlier) {
            call.first(state);
        }
        for (boolean mayRepeat = earlier; ; mayRepeat = false) {
            var found = watch.untilSettled(state, mayRepeat);
            if (found.outcome() == CommitOutcome.COMMITTED) {
                LOG.info("Domo execution {} is committed, Domo says {}", state.execution(), found.said());
                return;
            }
            if (found.outcome() == CommitOutcome.NOT_COMMITTED) {
                throw notCommitted(state, found, earlier);
            }
            requireMayRepeat(state, found, mayRepeat);
            call.again(state);
        }
    }

    /** A REPLACE or UPSERT sent twice does no harm once the first had its time; an APPEND needs a person's word. */
    private void requireMayRepeat(RunState state, CommitWatch.Found found, boolean mayRepeat) {
        if (state.mayCommitAgain()) {
            return;
        }
        if (mayRepeat && found.answered() && !state.planned().update().appends()) {
            if (found.unheardOf()) {
                throw LoadFailure.beginAnew("Domo execution %d is %s".formatted(state.execution(), found.said()));
            }
            return;
        }
        throw unknown(state, found);
    }

    private LoadFailure notCommitted(RunState state, CommitWatch.Found found, boolean earlier) {
        if (state.planned().update().appends() && (found.notFound() || rowsRose(state))) {
            return unknown(state, found);
        }
        var what = "Domo execution %d of stream %d of load %s ended as %s after the commit; the DataSet was not changed"
                .formatted(state.execution(), state.stream(), attempt.load.name(), found.said());
        return earlier
                ? LoadFailure.beginAnew(what)
                : LoadFailure.forGood(ExitCodes.REFUSED, Runbook.COMMIT_FAILED, what + ". Run again to begin anew");
    }

    /** A rise, or a count that Domo does not tell, proves nothing by itself; it only turns a no into an unknown. */
    private boolean rowsRose(RunState state) {
        var now = attempt.domo.dataSets().retrieve(Objects.requireNonNull(state.dataSet()));
        var rows = now.rows();
        var before = state.rowsBefore();
        return rows == null || before == null || rows > before;
    }

    private LoadFailure unknown(RunState state, CommitWatch.Found found) {
        var load = attempt.load.name();
        return LoadFailure.resumable(
                ExitCodes.UNKNOWN,
                Runbook.COMMIT_UNKNOWN,
                "Domo execution %d of load %s: commit not proven, Domo says %s%s. Nothing was aborted, nothing repeated. See `status %s`; %s"
                        .formatted(
                                state.execution(),
                                load,
                                found.said(),
                                found.refuted()
                                        ? " and still takes parts, so the commit was most likely not taken"
                                        : "",
                                load,
                                Advice.settle(load, state.execution())));
    }
}
