package io.domostream.loader.job;

import io.domostream.loader.domo.DomoException;
import io.domostream.loader.domo.Execution;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the run's one Domo execution, or finds out whether it may be gone on with. */
final class OpenStep implements LoadStep.Action {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStep.class);
    static final String NOT_FOUND = "NOT FOUND";
    private static final int LOOK_BACK = 500;
    private final Attempt attempt;

    OpenStep(Attempt attempt) {
        this.attempt = attempt;
    }

    @Override
    public @Nullable String run(RunState state) {
        if (state.intent() != null) {
            return null;
        }
        if (state.hasExecution()) {
            requireActive(state);
        } else {
            open(state);
        }
        return null;
    }

    private void open(RunState state) {
        for (Execution other : attempt.domo.executions().list(state.stream(), LOOK_BACK, 0)) {
            if (other.currentState().equals("ACTIVE")) {
                LOG.warn("Domo execution {} of stream {} is ACTIVE and will be aborted", other.id(), state.stream());
            }
        }
        attempt.around.lock().requireHeld();
        var execution = attempt.domo.executions().create(state.stream());
        state.keepExecution(execution.id());
        LOG.info("opened Domo execution {} of stream {}", execution.id(), state.stream());
    }

    private void requireActive(RunState state) {
        String domo = state(attempt, state);
        if (domo.equals("ACTIVE")) {
            LOG.info("going on with Domo execution {} of stream {}", state.execution(), state.stream());
            return;
        }
        var what = "Domo execution %d of stream %d is %s".formatted(state.execution(), state.stream(), domo);
        if (domo.equals("SUCCESS") && attempt.load.target().method() == LoadSettings.Method.APPEND) {
            throw LoadFailure.resumable(
                    ExitCodes.UNKNOWN,
                    "%s though this load never committed it; look at the DataSet, then `settle %s committed` or `settle %s not-committed`"
                            .formatted(what, attempt.load.name(), attempt.load.name()));
        }
        throw LoadFailure.beginAnew(what);
    }

    /** Domo's word for the execution's state; {@code NOT FOUND} for a 404. */
    static String state(Attempt attempt, RunState state) {
        try {
            return attempt.domo
                    .executions()
                    .retrieve(state.stream(), state.execution())
                    .currentState();
        } catch (DomoException.Refused e) {
            if (Inspector.isNotFound(e)) {
                return NOT_FOUND;
            }
            throw e;
        }
    }
}
