package io.domostream.loader.job;

import io.domostream.loader.source.Page;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** The slices of the frozen manifest: one partition each, one chunk a part. Asks the source nothing, so a restart gives the same names. */
final class Slices implements Partitioner, Step, StepExecutionListener {
    private static final Logger LOG = LoggerFactory.getLogger(Slices.class);
    static final String STEP = "slices";
    private static final String NAME = "slice-%05d";
    private final JobRepository repository;
    private final Attempt attempt;
    private final RunState state;
    private final ReceiptSource receipts;
    private final ObservationRegistry observations;
    private @Nullable Manifest manifest;
    private @Nullable PartMakers makers;
    private Receipts there = new Receipts(Map.of());

    Slices(
            JobRepository repository,
            Attempt attempt,
            RunState state,
            ReceiptSource receipts,
            ObservationRegistry observations) {
        this.repository = repository;
        this.attempt = attempt;
        this.state = state;
        this.receipts = receipts;
        this.observations = observations;
    }

    /** Before the colon in each slice's name as a step. */
    @Override
    public String getName() {
        return STEP;
    }

    static boolean isName(String step) {
        return step.startsWith(STEP + ":");
    }

    static int number(String step) {
        return Integer.parseInt(step.substring(step.lastIndexOf('-') + 1));
    }

    @Override
    public Map<String, ExecutionContext> partition(int gridSize) {
        begin();
        return contexts();
    }

    /** One for each slice, by its name; nothing in them, for the manifest tells a slice's pages by its name. */
    Map<String, ExecutionContext> contexts() {
        var slices = new TreeMap<String, ExecutionContext>();
        for (int i = 0; i < manifest().slices(); i++) {
            slices.put(NAME.formatted(i), new ExecutionContext());
        }
        return slices;
    }

    /** Before the first slice, where slices are worked on. */
    void begin() {
        // Read once: each look at the receipts reads every slice's context.
        makers = new PartMakers(attempt, manifest(), attempt.around.heap());
        there = receipts.receipts(state.execution());
        int all = expectedParts();
        int done = there.byPart().size();
        LogFields.of(state);
        LOG.info("sending {} parts, {} are there; compressing with {}", all - done, done, attempt.compression());
        attempt.around.progress().begin(all, done);
    }

    /** Runs in the slice's own thread, so each slice has a reader and a writer of its own. */
    @Override
    public void execute(StepExecution slice) throws JobInterruptedException {
        var times = attempt.around.progress().times();
        long begun = times.now();
        LogFields.slice(number(slice.getStepName()));
        sliceStep(slice).execute(slice);
        times.addAll(times.now() - begun);
        // What Batch's own records met is told by the slice alone; the job says only that one was unsuccessful.
        slice.getFailureExceptions().stream().findFirst().ifPresent(attempt::failed);
    }

    @Override
    public @Nullable ExitStatus afterStep(StepExecution upload) {
        end();
        return null;
    }

    void end() {
        if (makers != null) {
            makers.close();
        }
    }

    private Step sliceStep(StepExecution slice) {
        return new ChunkOrientedStepBuilder<ReadyPart, ReadyPart>(slice.getStepName(), repository, 1)
                .observationRegistry(observations)
                .reader(reader(slice))
                .writer(new PartUploadWriter(attempt, state, slice))
                .listener(summing())
                // Batch would call an interrupted or stopped slice COMPLETED, with half its parts.
                .interruptionPolicy(running -> {
                    if (attempt.around.stop().requested()
                            || attempt.failure() != null
                            || Thread.currentThread().isInterrupted()) {
                        running.setTerminateOnly();
                    }
                })
                .build();
    }

    /** With the step's own last record, so that it costs no statement more. */
    private StepExecutionListener summing() {
        return new StepExecutionListener() {
            @Override
            public @Nullable ExitStatus afterStep(StepExecution ended) {
                return ended.getStatus() == BatchStatus.COMPLETED
                        ? new ExitStatus(
                                ended.getExitStatus().getExitCode(),
                                SliceSum.of(Receipts.of(ended, state.execution())
                                                .values())
                                        .text())
                        : null;
            }
        };
    }

    private PartReader reader(StepExecution slice) {
        return manifest().layout().inOneGo()
                ? new StreamPartReader(attempt, state, manifest())
                : new PagePartReader(
                        attempt,
                        state,
                        Objects.requireNonNull(makers),
                        missing(slice).iterator());
    }

    private int expectedParts() {
        long rowsAPart = attempt.load.pace().parts().rows();
        return manifest().layout().inOneGo()
                ? (int) Math.max(1, (manifest().rows() + rowsAPart - 1) / rowsAPart)
                : manifest().parts();
    }

    /** A slice that another process has begun has receipts that came after the first look. */
    private List<Page> missing(StepExecution slice) {
        var since = Receipts.of(slice, state.execution());
        return manifest().slice(number(slice.getStepName())).stream()
                .filter(page -> !there.byPart().containsKey(page.number()) && !since.containsKey(page.number()))
                .toList();
    }

    private Manifest manifest() {
        var known = manifest;
        if (known == null) {
            known = state.planned();
            manifest = known;
        }
        return known;
    }
}
