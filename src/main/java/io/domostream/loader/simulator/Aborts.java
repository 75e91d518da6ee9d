package io.domostream.loader.simulator;

import io.domostream.loader.simulator.Assumed.Habit;
import io.domostream.loader.simulator.Assumed.Status;

/** Ends executions before their commit is carried out; called under the lock of {@link State}. */
final class Aborts {

    private final State state;
    private final PartFiles files;
    private final Assumed assumed;

    Aborts(State state, PartFiles files, Assumed assumed) {
        this.state = state;
        this.files = files;
        this.assumed = assumed;
    }

    Execution abort(Execution execution) {
        if (stoppable(execution)) {
            end(execution);
        } else if (execution.state != ExecutionState.ABORTED) {
            throw new Refusal(
                    assumed.status(Status.ABORT_OF_ENDED), "Execution " + execution.id + " is " + execution.state);
        }
        return execution;
    }

    void abortCurrent(DomoStream stream) {
        end(stream.executions.stream()
                .filter(this::stoppable)
                .findFirst()
                .orElseThrow(() -> new Refusal(assumed.status(Status.ABORT_OF_NOTHING), "No active execution")));
    }

    void abortOthers(DomoStream stream) {
        for (var other : stream.executions) {
            if (other.active() && (!other.committed || assumed.has(Habit.CREATE_ABORTS_COMMIT))) {
                end(other);
            }
        }
    }

    private boolean stoppable(Execution execution) {
        return execution.active() && (!execution.committed || assumed.has(Habit.ABORT_STOPS_COMMIT));
    }

    private void end(Execution execution) {
        execution.end(ExecutionState.ABORTED, state.now());
        // A commit under way may still be reading its files; it deletes them itself.
        if (!execution.committed) {
            execution.parts.values().forEach(files::delete);
            execution.parts.clear();
        }
    }
}
