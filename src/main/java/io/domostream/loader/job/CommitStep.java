package io.domostream.loader.job;

import io.domostream.loader.domo.DomoException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the uploaded parts the DataSet's data, or stops with the reason it may not. */
final class CommitStep implements LoadStep.Action {
    private static final Logger LOG = LoggerFactory.getLogger(CommitStep.class);
    private final Attempt attempt;
    private final CommitGate gate;

    CommitStep(Attempt attempt, CommitGate gate) {
        this.attempt = attempt;
        this.gate = gate;
    }

    @Override
    public @Nullable String run(RunState state) {
        attempt.letSnapshotGo();
        if (state.committed()) {
            return null;
        }
        var intent = state.intent();
        boolean earlier = intent != null;
        if (intent == null) {
            intent = send(state);
        }
        if (!settled(state, intent, earlier)) {
            if (!earlier || attempt.load.target().method() == LoadSettings.Method.APPEND) {
                throw unknown(state);
            }
            // Sending a REPLACE or UPSERT twice does no harm, and this one had its time.
            state.withdrawIntent();
            if (!settled(state, send(state), true)) {
                throw unknown(state);
            }
        }
        state.recordCommitted(attempt.around.clock().instant());
        return null;
    }

    /** Sends the commit, again as long as Domo proves that it did not take it. */
    private Instant send(RunState state) {
        var lastChance = attempt.around.clock().instant().plus(attempt.waits.commitInterval());
        while (true) {
            long rowsBefore = gate.requireReady(state);
            // The intent goes first: after a crash we must know that a commit may have been sent.
            var intent = attempt.around.clock().instant();
            state.recordIntent(intent, rowsBefore);
            try {
                attempt.domo.executions().commit(state.stream(), state.execution());
                return intent;
            } catch (DomoException.NotSent e) {
                state.withdrawIntent();
                throw e;
            } catch (DomoException.Refused e) {
                waitAfterRefusal(state, e, lastChance);
            } catch (DomoException.Unavailable e) {
                if (e.mayHaveBeenDone()) {
                    LOG.warn("commit without a clear answer ({}); asking Domo for its state", e.getMessage());
                    return intent;
                }
                waitAfterRefusal(state, e, lastChance);
            }
        }
    }

    private void waitAfterRefusal(RunState state, DomoException refused, Instant lastChance) {
        if (!OpenStep.state(attempt, state).equals("ACTIVE")) {
            return;
        }
        // A first refusal while ACTIVE proves that the commit was not taken.
        state.withdrawIntent();
        if (!attempt.around.clock().instant().isBefore(lastChance)) {
            throw refused;
        }
        LOG.info(
                "Domo takes one commit in {}; it refused ours ({}), trying again until {}",
                attempt.waits.commitInterval(),
                refused.getMessage(),
                lastChance);
        attempt.around.stop().pause(attempt.waits.pollInterval());
    }

    /** False when Domo's word is still open at the deadline. */
    private boolean settled(RunState state, Instant intent, boolean earlier) {
        var deadline = intent.plus(attempt.waits.commitTimeout());
        while (true) {
            var outcome = look(state, earlier);
            if (outcome == CommitOutcome.COMMITTED) {
                return true;
            }
            if (!attempt.around.clock().instant().isBefore(deadline)) {
                return false;
            }
            attempt.around.stop().pause(attempt.waits.pollInterval());
        }
    }

    private CommitOutcome look(RunState state, boolean earlier) {
        String domo;
        try {
            domo = OpenStep.state(attempt, state);
        } catch (DomoException.Unavailable | DomoException.NotSent e) {
            LOG.warn("can't ask for the commit's outcome ({}); asking again", e.getMessage());
            return CommitOutcome.UNKNOWN;
        }
        boolean append = attempt.load.target().method() == LoadSettings.Method.APPEND;
        var outcome =
                domo.equals(OpenStep.NOT_FOUND) && !append ? CommitOutcome.NOT_COMMITTED : CommitOutcome.read(domo);
        if (outcome == CommitOutcome.NOT_COMMITTED) {
            throw append && rowsRose(state) ? unknown(state) : notCommitted(state, domo, earlier);
        }
        return outcome;
    }

    /** A rise proves nothing by itself, since others may write; it only turns a no into an unknown. */
    private boolean rowsRose(RunState state) {
        return attempt.domo
                        .dataSets()
                        .retrieve(Objects.requireNonNull(state.dataSet()))
                        .rows()
                > state.rowsBefore();
    }

    private LoadFailure notCommitted(RunState state, String domo, boolean earlier) {
        var what = "Domo execution %d of stream %d of load %s ended as %s after the commit; the DataSet was not changed"
                .formatted(state.execution(), state.stream(), attempt.load.name(), domo);
        return earlier
                ? LoadFailure.beginAnew(what)
                : LoadFailure.forGood(ExitCodes.REFUSED, what + ". Run again to begin anew");
    }

    private LoadFailure unknown(RunState state) {
        var load = attempt.load.name();
        return LoadFailure.resumable(
                ExitCodes.UNKNOWN,
                ("Domo execution %d of load %s: commit not proven after %d s. Nothing was aborted, nothing repeated."
                                + " Run `status %s`; `run %s` asks Domo again; then `settle %s committed` or `settle %s not-committed`")
                        .formatted(
                                state.execution(),
                                load,
                                attempt.waits.commitTimeout().toSeconds(),
                                load,
                                load,
                                load,
                                load));
    }
}
