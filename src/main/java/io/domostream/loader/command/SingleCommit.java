package io.domostream.loader.command;

import io.domostream.loader.Runbook;
import io.domostream.loader.domo.DomoException;
import io.domostream.loader.domo.Pause;
import io.domostream.loader.domo.StreamApi;
import io.domostream.loader.job.CommitOutcome;
import io.domostream.loader.job.CommitSettings;
import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.LoadFailure;
import io.domostream.loader.report.Human;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One commit, sent once; what became of it is read from the execution's state alone. */
record SingleCommit(StreamApi domo, long stream, long execution) {

    ObjectNode send() {
        return Once.send(
                () -> domo.commit(stream, execution), ExitCodes.UNKNOWN, Runbook.SINGLE_COMMIT_UNKNOWN, advice());
    }

    /** The execution after its SUCCESS. */
    ObjectNode sendAndWait(CommitSettings waits, Clock clock, Pause pause, Console console) {
        var deadline = clock.instant().plus(waits.commitTimeout());
        try {
            domo.commit(stream, execution);
            console.say("commit of %s sent; asking Domo what becomes of it for up to %s"
                    .formatted(
                            name(), Human.seconds((double) waits.commitTimeout().toSeconds())));
        } catch (DomoException.Unavailable e) {
            if (!e.mayHaveBeenDone()) {
                throw e;
            }
            console.say(e.getMessage() + "; asking Domo for the execution's state");
        }
        while (true) {
            var found = look(console);
            var state = found == null ? "nothing" : found.path("currentState").asString("no state");
            var outcome = CommitOutcome.read(state);
            if (found != null && outcome == CommitOutcome.COMMITTED) {
                return found;
            }
            if (outcome == CommitOutcome.NOT_COMMITTED) {
                throw LoadFailure.resumable(
                        ExitCodes.REFUSED,
                        Runbook.COMMIT_FAILED,
                        "%s ended as %s after the commit; the DataSet was not changed".formatted(name(), state));
            }
            if (!clock.instant().isBefore(deadline) || !passes(pause, waits)) {
                throw LoadFailure.resumable(
                        ExitCodes.UNKNOWN,
                        Runbook.SINGLE_COMMIT_UNKNOWN,
                        "%s: commit not proven, Domo says %s; %s".formatted(name(), state, advice()));
            }
        }
    }

    private @Nullable ObjectNode look(Console console) {
        try {
            return domo.retrieveExecution(stream, execution);
        } catch (DomoException e) {
            // Whatever the reason, it says nothing about the commit.
            console.say(e.getMessage() + "; asking again");
            return null;
        }
    }

    private static boolean passes(Pause pause, CommitSettings waits) {
        try {
            return pause.of(waits.pollInterval());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String name() {
        return "execution %d of stream %d".formatted(execution, stream);
    }

    private String advice() {
        return "Domo may have taken it, and nothing was repeated: `executions get %d %d` tells what became of it"
                .formatted(stream, execution);
    }
}
