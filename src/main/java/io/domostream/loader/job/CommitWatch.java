package io.domostream.loader.job;

import io.domostream.loader.domo.DomoException;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Domo what became of a commit, until it says so or the commit has had its time. */
final class CommitWatch {
    private static final Logger LOG = LoggerFactory.getLogger(CommitWatch.class);
    private final Attempt attempt;
    private final CommitProbe probe;

    CommitWatch(Attempt attempt, CommitProbe probe) {
        this.attempt = attempt;
        this.probe = probe;
    }

    /** What Domo said last, or why it didn't; {@code refuted}: it still takes parts, so it has not taken the commit. */
    record Found(CommitOutcome outcome, String said, boolean answered, boolean refuted) {
        boolean notFound() {
            return said.equals(Executions.NOT_FOUND);
        }

        boolean unheardOf() {
            return answered && outcome == CommitOutcome.UNKNOWN && !active();
        }

        boolean active() {
            return Executions.isActive(said);
        }
    }

    /** After a crash a part tells more than the state does: see {@link CommitProbe}. */
    Found untilSettled(RunState state, boolean afterCrash) {
        var intent = Objects.requireNonNull(state.intent(), "no commit is on its way");
        var deadline = intent.plus(attempt.waits.commitTimeout());
        boolean probed = !afterCrash;
        String said = "";
        while (true) {
            var found = look(state, said);
            said = found.said();
            if (found.outcome() != CommitOutcome.UNKNOWN || (found.active() && state.mayCommitAgain())) {
                return found;
            }
            if (found.active() && !probed) {
                probed = true;
                if (probe.ask(state) == CommitProbe.Answer.TAKES_PARTS) {
                    return new Found(CommitOutcome.UNKNOWN, found.said(), true, true);
                }
            }
            if (!now().isBefore(deadline)) {
                return found;
            }
            attempt.around.stop().pause(attempt.waits.pollInterval());
        }
    }

    private Found look(RunState state, String before) {
        try {
            String said = Executions.state(attempt.domo, state);
            return new Found(CommitOutcome.read(said), said, true, false);
        } catch (DomoException e) {
            // Whatever the reason, a refused token too: it says nothing about the commit.
            var said = "nothing (" + e.getMessage() + ")";
            // Each few seconds for an hour, the same line would hide all others.
            if (!said.equals(before)) {
                LOG.warn("can't ask for the commit's outcome ({}); asking on", e.getMessage());
            }
            return new Found(CommitOutcome.UNKNOWN, said, false, false);
        }
    }

    private Instant now() {
        return attempt.around.clock().instant();
    }
}
