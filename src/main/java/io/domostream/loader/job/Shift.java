package io.domostream.loader.job;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import io.domostream.loader.Version;
import io.domostream.loader.source.SourceDatabase;
import io.domostream.loader.source.SourceException;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.MethodBeforeAdvice;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.batch.integration.partition.StepExecutionRequestHandler;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;

/** A worker's work for one attempt of another process: takes slices as long as there are any. */
final class Shift implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Shift.class);
    private static final int SPARE_CONNECTIONS = 2;
    private final LoadRuns.Batch batch;
    private final SliceChannel channel;
    private final ShiftLock lock;
    private final String who;
    private final long jobExecution;
    private final Attempt attempt;
    private final Slices slices;
    private final AtomicInteger worked = new AtomicInteger();
    private final StepExecutionRequestHandler handler = new StepExecutionRequestHandler();

    Shift(
            LoadRuns.Batch batch,
            SliceChannel channel,
            ShiftLock lock,
            String who,
            JobExecution execution,
            Attempt attempt) {
        this.batch = batch;
        this.channel = channel;
        this.lock = lock;
        this.who = who;
        this.jobExecution = execution.getId();
        this.attempt = attempt;
        var state = new RunState(batch.repository(), execution);
        requireSame(state, attempt.load);
        ReceiptSource receipts = number -> Receipts.of(batch.repository(), state.instance(), number);
        slices = new Slices(guarded(), attempt, state, receipts, batch.observations());
        var exported = state.exportedSnapshot();
        int readers = attempt.load.pace().parts().parallel();
        attempt.hold(
                exported == null
                        ? attempt.source.noSnapshot()
                        : attempt.source.joinSnapshot(attempt.load.spec(), exported, readers));
        slices.begin();
        handler.setJobRepository(batch.repository());
        handler.setStepLocator(name -> this::execute);
    }

    /** A slice's context is written as a whole: whoever wakes up late would take away what the next worker has kept. */
    private JobRepository guarded() {
        var repository = new ProxyFactory(batch.repository());
        repository.addAdvice((MethodBeforeAdvice) (method, arguments, target) -> {
            if (method.getName().equals("updateExecutionContext")) {
                lock.requireClaims();
            }
        });
        return (JobRepository) repository.getProxy();
    }

    static SourceDatabase source(LoadSettings load) {
        return SourceDatabase.of(load.source(), load.pace().parts().parallel() + SPARE_CONNECTIONS);
    }

    /** Rows of other columns, or of another table, must not get among the manager's. */
    private static void requireSame(RunState state, LoadSettings here) {
        if (!Version.TEXT.equals(state.version())) {
            throw BadSettings.of(
                            "the worker's version",
                            Version.TEXT,
                            "the manager's is %s: start workers of the same version".formatted(state.version()))
                    .see(Runbook.WORKER_DIFFERS);
        }
        var then = state.parameters().fingerprint();
        var now = RunParameters.fingerprint(here);
        if (!then.equals(now)) {
            throw BadSettings.of(
                            "loads." + here.name(),
                            "[%s] at this worker".formatted(now),
                            "its manager has [%s]: give both the same settings".formatted(then))
                    .see(Runbook.WORKER_DIFFERS);
        }
    }

    /** Until there are no slices, or no more may be sent. */
    void work(StepExecutionRequest first) {
        int threads = attempt.load.pace().parts().onTheirWay();
        var pool = Executors.newFixedThreadPool(threads);
        try {
            var running = new ArrayList<Future<?>>();
            running.add(pool.submit(LogFields.carried(() -> takeSlices(first))));
            for (int i = 1; i < threads; i++) {
                running.add(pool.submit(LogFields.carried(() -> takeSlices(null))));
            }
            for (var thread : running) {
                thread.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LoadFailure.stopped();
        } catch (ExecutionException e) {
            attempt.failed(Objects.requireNonNullElse(e.getCause(), e));
            throw e.getCause() instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException(e.getCause());
        } finally {
            pool.shutdown();
            awaitAll(pool);
            LOG.info("worked on {} slices of load {}", worked.get(), attempt.load.name());
        }
    }

    /** A part that is still being sent when the lock is let go could arrive after the next attempt's. */
    private static void awaitAll(ExecutorService pool) {
        try {
            while (!pool.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.info("waiting for the parts under way");
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void takeSlices(@Nullable StepExecutionRequest first) {
        var request = first == null ? next() : first;
        while (request != null) {
            take(request);
            request = next();
        }
    }

    private @Nullable StepExecutionRequest next() {
        boolean over = attempt.around.stop().requested() || lock.isLost() || attempt.failure() != null;
        return over ? null : channel.receive(attempt.load.name());
    }

    private void take(StepExecutionRequest request) {
        long id = request.getStepExecutionId();
        if (!lock.claim(id)) {
            return;
        }
        try {
            switch (standing(id)) {
                case MADE -> handle(request);
                case LEFT -> {
                    // What its last worker left it as would be joined to what comes of it now.
                    var slice = Objects.requireNonNull(batch.repository().getStepExecution(id));
                    slice.setStatus(BatchStatus.STARTING);
                    slice.setExitStatus(ExitStatus.EXECUTING);
                    batch.repository().update(slice);
                    handle(request);
                }
                case DONE_OR_GONE -> LOG.debug("slice {} needs nobody", id);
            }
        } finally {
            lock.release(id);
        }
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
                .sql("select status from batch_step_execution where step_execution_id = ? and job_execution_id = ?")
                .params(slice, jobExecution)
                .query((row, number) -> switch (BatchStatus.valueOf(row.getString(1))) {
                    case STARTING -> Standing.MADE;
                    case COMPLETED -> Standing.DONE_OR_GONE;
                    default -> Standing.LEFT;
                })
                .optional()
                .orElse(Standing.DONE_OR_GONE);
    }

    private void handle(StepExecutionRequest request) {
        var slice = handler.handle(request);
        lock.requireClaims();
        if (slice.getStatus() != BatchStatus.COMPLETED) {
            leave(slice);
        }
        worked.incrementAndGet();
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

    @Override
    public void close() {
        slices.end();
    }
}
