package io.domostream.loader.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.partition.support.SimpleStepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Makes the slices' step executions, some at a time: each takes a dozen round trips, and no worker begins before the last is made. */
final class SliceSplitter implements StepExecutionSplitter {
    // The pool has ten connections unless set otherwise, and the load's locks hold some.
    private static final int AT_ONCE = 5;
    private final JobRepository repository;
    private final Slices slices;

    SliceSplitter(JobRepository repository, Slices slices) {
        this.repository = repository;
        this.slices = slices;
    }

    @Override
    public String getStepName() {
        return Slices.STEP;
    }

    @Override
    public Set<StepExecution> split(StepExecution upload, int gridSize) throws JobExecutionException {
        var shares = new ArrayList<Callable<Set<StepExecution>>>();
        for (var share : shares()) {
            shares.add(() -> new SimpleStepExecutionSplitter(repository, Slices.STEP, grid -> share).split(upload, 0));
        }
        var pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var made = new HashSet<StepExecution>();
            for (var share : pool.invokeAll(shares)) {
                made.addAll(share.get());
            }
            return made;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LoadFailure.stopped();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw e.getCause() instanceof JobExecutionException known
                    ? known
                    : new JobExecutionException("the slices were not made", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private Iterable<Map<String, ExecutionContext>> shares() {
        var shares = new HashMap<Integer, Map<String, ExecutionContext>>();
        slices.contexts()
                .forEach((name, context) -> shares.computeIfAbsent(
                                Slices.number(name) % AT_ONCE, unknown -> new HashMap<>())
                        .put(name, context));
        return shares.values();
    }
}
