package io.domostream.loader.job;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import io.domostream.loader.domo.DomoClient;
import io.domostream.loader.domo.DomoException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;

/** Brings what a dead process left behind into a state one can go on from. Only for the holder of the lock. */
final class RunRepair {
    private static final Logger LOG = LoggerFactory.getLogger(RunRepair.class);
    static final String COMMIT_AGAIN = "commit-again";
    private final LoadRuns.Batch batch;
    private final DomoClient domo;
    private final LoadTable loads;

    RunRepair(LoadRuns.Batch batch, DomoClient domo, LoadTable loads) {
        this.batch = batch;
        this.domo = domo;
        this.loads = loads;
    }

    /** The unfinished run, ready to be gone on with, or null. */
    @Nullable
    RunState unfinished(NextRun next) {
        var last = next.unfinished();
        return last == null ? null : new RunState(batch.repository(), recovered(last));
    }

    /**
     * After a SIGKILL job or slices are still marked as running, and Batch would refuse to start; as it does for ever
     * after what it calls UNKNOWN, its own records cut off halfway. Ours, the receipts and the intent, tell what was done.
     */
    private JobExecution recovered(JobExecution attempt) {
        boolean mended = attempt.getStepExecutions().stream().filter(this::mend).count() > 0;
        if (attempt.getStatus() == BatchStatus.UNKNOWN) {
            attempt.setStatus(BatchStatus.FAILED);
            batch.repository().update(attempt);
            mended = true;
        }
        boolean running = attempt.isRunning()
                || attempt.getStepExecutions().stream()
                        .anyMatch(s -> s.getStatus().isRunning());
        if (running) {
            batch.operator().recover(attempt);
        }
        return running || mended
                ? Objects.requireNonNull(batch.repository().getJobExecution(attempt.getId()))
                : attempt;
    }

    private boolean mend(StepExecution step) {
        if (step.getStatus() != BatchStatus.UNKNOWN) {
            return false;
        }
        step.setStatus(BatchStatus.FAILED);
        batch.repository().update(step);
        return true;
    }

    /** A person's word that the commit may be sent once more: honoured once, recorded before anything acts on it. */
    void allowCommitAgain(@Nullable RunState state, Wish wish, String load) {
        var execution = wish.commitAgain();
        if (execution == null) {
            return;
        }
        var before = loads.foundBy(load, execution, COMMIT_AGAIN);
        boolean open = state != null && state.execution() == execution && state.intent() != null;
        if (before == null && !open) {
            throw BadSettings.of(
                            "--commit-again",
                            execution,
                            "load %s has no unknown commit of that Domo execution, see `status %s`"
                                    .formatted(load, load))
                    .see(Runbook.NOTHING_TO_SETTLE);
        }
        if (state != null && open && state.commitAgainAllowedBy() == null) {
            loads.keepFinding(load, state, COMMIT_AGAIN, wish.holder());
            state.allowCommitAgain(wish.holder());
        } else {
            LOG.warn("--commit-again={} was honoured before, asked for by {}", execution, before);
        }
    }

    /** Says whether the stream the load is known to have is no longer there. */
    boolean streamGone(String load) {
        var known = loads.stream(load);
        if (known == null) {
            return false;
        }
        try {
            if (domo.streams().retrieve(known).deleted()) {
                return true;
            }
        } catch (DomoException.Refused e) {
            if (Inspector.isNotFound(e)) {
                return true;
            }
            throw e;
        }
        LOG.warn("stream {} of load {} is there; nothing to recreate", known, load);
        return false;
    }

    /** The run is over: its Domo execution is aborted where one is open, and nothing goes on from it. */
    void end(RunState state, String why, String load) {
        if (state.intent() == null && state.hasExecution()) {
            if (state.planned().update().appends()) {
                Executions.requireNotAppended(state, Executions.state(domo, state), load);
            }
            try {
                domo.executions().abort(state.stream(), state.execution());
            } catch (DomoException e) {
                LOG.warn(
                        "Domo execution {} of load {} could not be aborted: {} ({})",
                        state.execution(),
                        load,
                        e.getMessage(),
                        Runbook.EXECUTION_LEFT_OPEN);
            }
        }
        state.end(why);
    }
}
