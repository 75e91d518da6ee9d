package io.domostream.loader.job;

import io.domostream.loader.source.SourceException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.MethodBeforeAdvice;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.batch.integration.partition.StepExecutionRequestHandler;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;

/** What a worker does with one slice that it was handed: claims it, has Batch execute it, and leaves it done, to others, or failed. */
final class SliceWork {
    private static final Logger LOG = LoggerFactory.getLogger(SliceWork.class);
    private final LoadRuns.Batch batch;
    private final ShiftLock lock;
    private final String who;
    private final long jobExecution;
    private final Attempt attempt;
    private final Slices slices;
    private final StepExecutionRequestHandler handler = new StepExecutionRequestHandler();

    SliceWork(LoadRuns.Batch batch, ShiftLock lock, String who, long jobExecution, Attempt attempt, Slices slices) {
        this.batch = batch;
        this.lock = lock;
        this.who = who;
        this.jobExecution = jobExecution;
        this.attempt = attempt;
        this.slices = slices;
        handler.setJobRepository(batch.repository());
        handler.setStepLocator(name -> this::execute);
    }

    /** A slice's context is written as a whole: whoever wakes up late would take away what the next worker has kept. */
    static JobRepository guarded(JobRepository real, ShiftLock lock) {
        var repository = new ProxyFactory(real);
        repository.addAdvice((MethodBeforeAdvice) (method, arguments, target) -> {
            if (method.getName().equals("updateExecutionContext")) {
                lock.requireClaims();
            }
        });
        return (JobRepository) repository.getProxy();
    }

    /** False where it is another's, or needs nobody. */
    boolean take(StepExecutionRequest request) {
        long id = request.getStepExecutionId();
        if (!lock.claim(id)) {
            return false;
        }
        try {
            var found = standing(id);
            if (found == Standing.LEFT) {
                beginAnew(id);
            }
            if (found != Standing.DONE_OR_GONE) {
                handle(request);
            }
            return found != Standing.DONE_OR_GONE;
        } finally {
            lock.release(id);
        }
    }

    /** What its last worker left it as would be joined to what comes of it now. */
    private void beginAnew(long id) {
        var slice = Objects.requireNonNull(batch.repository().getStepExecution(id));
        slice.setStatus(BatchStatus.STARTING);
        slice.setExitStatus(ExitStatus.EXECUTING);
        batch.repository().update(slice);
    }

    /** How a slice is found. */
    private enum Standing {
        MADE,
        LEFT,
        DONE_OR_GONE
    }

    /** By one statement: Batch's handler reads it once more, with its context and its job's. */
    private Standing standing(long slice) {
        return JdbcClient.create(batch.database())
                .sql("select status, job_execution_id from batch_step_execution where step_execution_id = ?")
                .param(slice)
                .query((row, number) -> standing(BatchStatus.valueOf(row.getString(1)), row.getLong(2)))
                .optional()
                .orElse(Standing.DONE_OR_GONE);
    }

    private Standing standing(BatchStatus status, long attemptOfIt) {
        if (attemptOfIt != jobExecution || status == BatchStatus.COMPLETED) {
            return Standing.DONE_OR_GONE;
        }
        return status == BatchStatus.STARTING ? Standing.MADE : Standing.LEFT;
    }

    private void handle(StepExecutionRequest request) {
        var slice = handler.handle(request);
        lock.requireClaims();
        if (slice.getStatus() != BatchStatus.COMPLETED) {
            leave(slice);
        }
        LOG.debug("{} is {}", slice.getStepName(), slice.getStatus());
    }

    /** The worker's name is saved with the slice's first receipt. */
    private void execute(StepExecution slice) throws JobInterruptedException {
        SliceWorkers.keep(slice, who);
        slices.execute(slice);
    }

    /** A slice that this worker may not, or need not, end is another's; any other failure is the whole attempt's. */
    private void leave(StepExecution slice) {
        var cause = Objects.requireNonNullElseGet(attempt.failure(), () -> reason(slice));
        if (attempt.around.stop().requested() || lock.isLost() || repositoryIsGone(cause)) {
            LOG.debug("{} is left to others", slice.getStepName(), cause);
            slice.setStatus(BatchStatus.STOPPED);
        } else {
            Failed.of(slice, cause, who).keep(slice);
            slice.setStatus(BatchStatus.FAILED);
        }
        batch.repository().update(slice);
        batch.repository().updateExecutionContext(slice);
    }

    /** What Batch met before or after the slice's own work. */
    private static Throwable reason(StepExecution slice) {
        return slice.getFailureExceptions().stream()
                .findFirst()
                .orElseGet(() -> new IllegalStateException("the slice ended as " + slice.getStatus()));
    }

    /** Where it is gone for all, the manager finds that out itself. */
    private static boolean repositoryIsGone(Throwable cause) {
        for (Throwable t = cause; t != null && !(t instanceof SourceException); t = t.getCause()) {
            if (t instanceof DataAccessResourceFailureException || t instanceof CannotCreateTransactionException) {
                return true;
            }
        }
        return false;
    }
}
