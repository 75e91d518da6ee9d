package io.domostream.loader.job;

import io.domostream.loader.Effort;
import io.domostream.loader.domo.DomoClient;
import io.domostream.loader.source.SourceDatabase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.dao.DataAccessException;

/** Makes one attempt at a run: one job execution, and what it ended with. */
final class AttemptRunner {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);
    private static final int SPARE_CONNECTIONS = 2;
    private final LoadRuns.Batch batch;
    private final CommitSettings waits;
    private final DomoClient domo;
    private final Attempt.Surroundings around;

    AttemptRunner(LoadRuns.Batch batch, CommitSettings waits, DomoClient domo, Attempt.Surroundings around) {
        this.batch = batch;
        this.waits = waits;
        this.domo = domo;
        this.around = around;
    }

    AttemptEnd attempt(LoadSettings load, JobParameters parameters, boolean resumed) {
        var begun = around.clock().instant();
        int connections = load.pace().parts().parallel() + SPARE_CONNECTIONS;
        try (var attempt = new Attempt(load, waits, domo, SourceDatabase.of(load.source(), connections), around)) {
            var state = new RunState(batch.repository());
            ReceiptSource receipts = execution -> Receipts.of(batch.repository(), state.instance(), execution);
            var job = new LoadJob(batch, attempt, state, receipts).job(() -> note(state, load));
            var execution = batch.operator().start(job, parameters);
            // Batch may have lost its repository before it called the job's listener.
            state.bind(execution);
            keepSummary(state, receipts, domo.effort());
            var end = AttemptEnd.of(
                    attempt,
                    execution,
                    state,
                    resumed,
                    Duration.between(begun, around.clock().instant()));
            keepEnd(state, end.result());
            if (end.then().over()) {
                new RunRepair(batch, domo, around.loads())
                        .end(state, end.result().message(), load.name());
            }
            return end;
        } catch (JobExecutionException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private void note(RunState state, LoadSettings load) {
        state.notes().settings(ShownSettings.of(load));
        state.notes().versions(Versions.of(batch.database()));
    }

    private static void keepEnd(RunState state, RunResult result) {
        double seconds = result.facts().get("seconds") instanceof Double known ? known : 0;
        try {
            state.keepEnd(new RunNotes.End(result.exitCode(), result.status(), result.message(), seconds));
        } catch (DataAccessException e) {
            LOG.warn("how the run ended can't be kept: {}", e.getMessage());
        }
    }

    /** For later looks alone: the run has ended as it has, whether this can be kept or not. */
    private static void keepSummary(RunState state, ReceiptSource receipts, Effort effort) {
        try {
            state.keepSummary(receipts.receipts(state.execution()).summary(), effort);
        } catch (DataAccessException e) {
            LOG.warn("the run's figures can't be kept: {}", e.getMessage());
        }
    }
}
