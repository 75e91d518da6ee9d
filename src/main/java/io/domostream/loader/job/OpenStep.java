package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the run's one Domo execution, or finds out whether it may be gone on with. */
final class OpenStep implements LoadStep.Action {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStep.class);
    private final Attempt attempt;

    OpenStep(Attempt attempt) {
        this.attempt = attempt;
    }

    @Override
    public @Nullable String run(RunState state) {
        // Two loads may have found the same stream, and each execution aborts the other's.
        attempt.around.lock().alsoStream(state.stream());
        if (state.intent() != null) {
            return null;
        }
        if (state.hasExecution()) {
            Executions.requireActive(attempt, state);
            LOG.info("going on with Domo execution {} of stream {}", state.execution(), state.stream());
        } else {
            open(state);
        }
        return null;
    }

    private void open(RunState state) {
        tellOfOthers(state);
        attempt.around.lock().requireHeld();
        var execution = attempt.domo.executions().create(state.stream(), () -> {
            tellOfOthers(state);
            attempt.around.lock().requireHeld();
        });
        state.keepExecution(execution.id());
        LOG.info("opened Domo execution {} of stream {}", execution.id(), state.stream());
    }

    private void tellOfOthers(RunState state) {
        for (var other : Executions.active(attempt.domo, state.stream())) {
            LOG.warn(
                    "Domo execution {} of stream {} is ACTIVE and will be aborted ({})",
                    other.id(),
                    state.stream(),
                    Runbook.EXECUTION_OF_OTHERS);
        }
    }
}
