package io.domostream.loader.job;

import io.domostream.loader.domo.DomoClient;
import io.domostream.loader.domo.DomoException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecution;

/** Brings what a dead process left behind into a state one can go on from. Only for the holder of the lock. */
final class RunRepair {
    private static final Logger LOG = LoggerFactory.getLogger(RunRepair.class);
    private final LoadRuns.Batch batch;
    private final DomoClient domo;

    RunRepair(LoadRuns.Batch batch, DomoClient domo) {
        this.batch = batch;
        this.domo = domo;
    }

    /** After a SIGKILL job or slices are still marked as running, and Batch would refuse to start. */
    JobExecution recovered(JobExecution attempt) {
        boolean running = attempt.isRunning()
                || attempt.getStepExecutions().stream()
                        .anyMatch(s -> s.getStatus().isRunning());
        if (!running) {
            return attempt;
        }
        batch.operator().recover(attempt);
        return Objects.requireNonNull(batch.repository().getJobExecution(attempt.getId()));
    }

    /** A person's word that the commit may be sent once more: recorded by taking the intent back before anything acts. */
    void allowCommitAgain(RunState state, long execution, String load) {
        if (state.intent() == null || state.execution() != execution) {
            throw LoadFailure.resumable(
                    ExitCodes.SETTINGS,
                    "--commit-again is %d: load %s has no unknown commit of that Domo execution; see `status %s`"
                            .formatted(execution, load, load));
        }
        state.withdrawIntent();
    }

    /** The run is over: its Domo execution is aborted where one is open, and nothing goes on from it. */
    void end(RunState state, String why, String load) {
        var intent = state.intent();
        if (intent == null && state.hasExecution()) {
            try {
                domo.executions().abort(state.stream(), state.execution());
            } catch (DomoException e) {
                LOG.warn(
                        "Domo execution {} of load {} could not be aborted: {}",
                        state.execution(),
                        load,
                        e.getMessage());
            }
        }
        state.end(why);
    }
}
