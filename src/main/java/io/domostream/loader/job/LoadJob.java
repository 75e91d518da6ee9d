package io.domostream.loader.job;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.support.TaskExecutorPartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;

/** The whole job on one screen: one chain of named steps, none with a transaction manager. */
final class LoadJob {
    private final LoadRuns.Batch batch;
    private final JobRepository repository;
    private final Attempt attempt;
    private final RunState state;
    private final ReceiptSource receipts;
    private final ObservationRegistry observations;

    LoadJob(LoadRuns.Batch batch, Attempt attempt, RunState state, ReceiptSource receipts) {
        this.batch = batch;
        this.repository = batch.repository();
        this.attempt = attempt;
        this.state = state;
        this.receipts = receipts;
        this.observations = batch.observations();
    }

    static String name(String load) {
        return "load-" + load;
    }

    /** {@code begun} is run as soon as the state is that of this attempt. */
    Job job(Runnable begun) {
        var plan = step("plan", new PlanStep(attempt, receipts, batch.workers()));
        return new JobBuilder(name(attempt.load.name()), repository)
                .observationRegistry(observations)
                .listener(new JobExecutionListener() {
                    @Override
                    public void beforeJob(JobExecution execution) {
                        state.bind(execution);
                        begun.run();
                    }
                })
                .start(step("inspect", new InspectStep(attempt)))
                .next(plan)
                .on(PlanStep.NOTHING_TO_DO)
                .end()
                .from(plan)
                .on("COMPLETED")
                .to(step("prepare", new PrepareStep(attempt)))
                .next(step("open", new OpenStep(attempt)))
                .next(upload())
                .next(step("commit", commit()))
                .next(step("verify", new VerifyStep(attempt, receipts)))
                .from(plan)
                .on("*")
                .fail()
                .end()
                .build();
    }

    /** Batch skips COMPLETED steps on a restart; ours ask again, since what they found may have changed. */
    private Step step(String name, LoadStep.Action action) {
        return new StepBuilder(name, repository)
                .observationRegistry(observations)
                .tasklet(new LoadStep(attempt, state, action))
                .allowStartIfComplete(true)
                .build();
    }

    private CommitStep commit() {
        var probe = new CommitProbe(attempt, receipts);
        return new CommitStep(
                attempt,
                new CommitCall(attempt, new CommitGate(attempt, receipts), probe),
                new CommitWatch(attempt, probe));
    }

    private Step upload() {
        var slices = new Slices(repository, attempt, state, receipts, observations);
        var trace = new SameTrace(observations);
        attempt.workers.setTaskDecorator(task -> LogFields.carried(trace.decorate(task)));
        var upload = new StepBuilder("upload", repository)
                .observationRegistry(observations)
                .listener(slices);
        if (batch.workers()) {
            return upload.partitioner(Slices.STEP, grid -> slices.contexts())
                    .splitter(new SliceSplitter(repository, slices))
                    .partitionHandler(new RemoteSlices(batch, attempt, state, receipts, here(slices)))
                    .build();
        }
        return upload.partitioner("slice", slices)
                .step(slices)
                .taskExecutor(attempt.workers)
                .build();
    }

    /** For what can't be shared out. */
    private PartitionHandler here(Slices slices) {
        var here = new TaskExecutorPartitionHandler();
        here.setStep(slices);
        here.setTaskExecutor(attempt.workers);
        return (splitter, upload) -> {
            slices.begin();
            return here.handle(splitter, upload);
        };
    }
}
