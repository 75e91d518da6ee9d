package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import io.domostream.loader.domo.DomoException;
import io.domostream.loader.report.NulledValues;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the commit; its answer decides nothing, save that a first refusal while ACTIVE proves it was not taken. */
final class CommitCall {
    private static final Logger LOG = LoggerFactory.getLogger(CommitCall.class);
    // How a commit within Domo's interval is refused is documented nowhere (assumed: one of these).
    private static final Set<Integer> TOO_EARLY = Set.of(400, 409, 429);
    private static final int LOOKS_A_WAIT = 10;
    private final Attempt attempt;
    private final CommitGate gate;
    private final CommitProbe probe;

    CommitCall(Attempt attempt, CommitGate gate, CommitProbe probe) {
        this.attempt = attempt;
        this.gate = gate;
        this.probe = probe;
    }

    /** Returns once Domo may have taken it; waits where Domo proves that it takes no commit yet. */
    void first(RunState state) {
        var there = gate.requireAllParts(state);
        if (there.nulledValues() > 0) {
            LOG.info("{}", NulledValues.message(there.nulledValues()));
        }
        var until = now().plus(attempt.waits.commitInterval());
        boolean sent = false;
        while (!sent) {
            var rowsBefore = gate.requireReady(state, there);
            Executions.requireActive(attempt, state);
            // The intent goes first: after a crash we must know that a commit may have been sent.
            state.recordIntent(now(), rowsBefore);
            sent = send(state, there, until);
        }
    }

    private boolean send(RunState state, Receipts there, Instant until) {
        try {
            commit(state, () -> {
                gate.requireReady(state, there);
                Executions.requireActive(attempt, state);
            });
            return true;
        } catch (DomoException.NotSent e) {
            state.withdrawIntent();
            throw e;
        } catch (DomoException.Refused | DomoException.Unavailable e) {
            if (mayHaveBeenDone(e) || !provenActive(state) || takenBefore(e, state)) {
                LOG.warn("commit without a clear answer ({}); asking Domo for its state", e.getMessage());
                return true;
            }
            state.withdrawIntent();
            waitForInterval(e, until);
            return false;
        }
    }

    /** Once more, with an earlier commit still open: whatever the answer, only the state counts. */
    void again(RunState state) {
        try {
            sendAgain(state);
        } catch (LoadFailure e) {
            if (e.then() == LoadFailure.Then.GO_ON && e.exitCode() != ExitCodes.GUARD) {
                throw e;
            }
            // What stops this one says nothing about the earlier one.
            throw LoadFailure.resumable(
                            ExitCodes.UNKNOWN,
                            Runbook.COMMIT_UNKNOWN,
                            "Domo execution %d of load %s: the earlier commit may have been taken, and is not sent again (%s). See `status %s`; %s"
                                    .formatted(
                                            state.execution(),
                                            attempt.load.name(),
                                            e.runbook(),
                                            attempt.load.name(),
                                            Advice.settle(attempt.load.name(), state.execution())))
                    .causedBy(e);
        }
    }

    private void sendAgain(RunState state) {
        var there = gate.requireAllParts(state);
        var rowsBefore = gate.requireReady(state, there);
        if (!provenActive(state)) {
            attempt.around.stop().pause(attempt.waits.pollInterval());
            return;
        }
        LOG.warn("Domo execution {} may have been committed before, and is committed once more", state.execution());
        state.recordIntent(now(), least(rowsBefore, state.rowsBefore()));
        try {
            commit(state, () -> gate.requireReady(state, there));
        } catch (DomoException e) {
            LOG.warn("commit without a clear answer ({}); asking Domo for its state", e.getMessage());
        }
    }

    private static @Nullable Long least(@Nullable Long one, @Nullable Long other) {
        return one == null || other == null ? null : (Long) Math.min(one, other);
    }

    private void commit(RunState state, Runnable beforeRepeat) {
        LOG.info("sending the commit of Domo execution {}", state.execution());
        attempt.domo.executions().commit(state.stream(), state.execution(), beforeRepeat);
    }

    /** A proxy may deliver a commit twice: the refusal of the second one says nothing about the first. */
    private boolean takenBefore(DomoException e, RunState state) {
        return e instanceof DomoException.Refused && probe.ask(state) == CommitProbe.Answer.REFUSES_PARTS;
    }

    private static boolean mayHaveBeenDone(DomoException e) {
        return e instanceof DomoException.Unavailable unclear && unclear.mayHaveBeenDone();
    }

    /** Where Domo can't be asked, nothing is proven. */
    private boolean provenActive(RunState state) {
        try {
            return Executions.isActive(Executions.state(attempt.domo, state));
        } catch (DomoException e) {
            return false;
        }
    }

    private void waitForInterval(DomoException refused, Instant until) {
        var interval = attempt.waits.commitInterval();
        if (interval.isZero() || refused.status() == null || !TOO_EARLY.contains(refused.status())) {
            throw refused;
        }
        var left = Duration.between(now(), until);
        if (left.isNegative() || left.isZero()) {
            throw LoadFailure.resumable(
                            ExitCodes.UNAVAILABLE,
                            Runbook.COMMIT_TOO_EARLY,
                            "Domo still refuses the commit after domo.commit-interval (%s): %s; run again to go on"
                                    .formatted(interval, refused.getMessage()))
                    .causedBy(refused);
        }
        LOG.info(
                "Domo takes one commit in {} and refused this one ({}); trying again until {}",
                interval,
                refused.getMessage(),
                until);
        var look = left.dividedBy(LOOKS_A_WAIT);
        var poll = attempt.waits.pollInterval();
        var begun = now();
        try {
            attempt.around.stop().pause(look.compareTo(poll) > 0 ? look : poll);
        } finally {
            attempt.around.progress().commitWaited(Duration.between(begun, now()));
        }
    }

    private Instant now() {
        return attempt.around.clock().instant();
    }
}
