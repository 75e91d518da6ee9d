package io.domostream.loader.job;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import io.domostream.loader.Version;
import io.domostream.loader.source.SourceDatabase;
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
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.integration.partition.StepExecutionRequest;

/** A worker's work for one attempt of another process: takes slices as long as there are any. */
final class Shift implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Shift.class);
    private static final int SPARE_CONNECTIONS = 2;
    private final SliceChannel channel;
    private final ShiftLock lock;
    private final Attempt attempt;
    private final Slices slices;
    private final SliceWork work;
    private final AtomicInteger worked = new AtomicInteger();

    Shift(
            LoadRuns.Batch batch,
            SliceChannel channel,
            ShiftLock lock,
            String who,
            JobExecution execution,
            Attempt attempt) {
        this.channel = channel;
        this.lock = lock;
        this.attempt = attempt;
        var state = new RunState(batch.repository(), execution);
        requireSame(state, attempt.load);
        ReceiptSource receipts = number -> Receipts.of(batch.repository(), state.instance(), number);
        slices =
                new Slices(SliceWork.guarded(batch.repository(), lock), attempt, state, receipts, batch.observations());
        var exported = state.exportedSnapshot();
        int readers = attempt.load.pace().parts().parallel();
        attempt.hold(
                exported == null
                        ? attempt.source.noSnapshot()
                        : attempt.source.joinSnapshot(attempt.load.spec(), exported, readers));
        slices.begin();
        work = new SliceWork(batch, lock, who, execution.getId(), attempt, slices);
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
            if (work.take(request)) {
                worked.incrementAndGet();
            }
            request = next();
        }
    }

    private @Nullable StepExecutionRequest next() {
        boolean over = attempt.around.stop().requested() || lock.isLost() || attempt.failure() != null;
        return over ? null : channel.receive(attempt.load.name());
    }

    @Override
    public void close() {
        slices.end();
    }
}
