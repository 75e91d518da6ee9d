package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import io.domostream.loader.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Hands slices to workers in other processes, and follows them in the job repository until all are done. */
final class RemoteSlices implements PartitionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteSlices.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration ALONE_AT_MOST = Duration.ofMinutes(10);
    // A slice's row, and whether a worker has claimed it. Batch's own asking reads each slice by several statements.
    private static final String SLICES =
            "with claimed as (select classid::bigint << 32 | objid::bigint as key from pg_locks"
                    + " where locktype = 'advisory' and granted and objsubid = 1"
                    + " and database = (select oid from pg_database where datname = current_database()))"
                    + " select step_execution_id, step_name, status, write_count, exit_message,"
                    + " " + AdvisoryLock.KEY.replace("?", "'" + ShiftLock.SLICE + "' || step_execution_id")
                    + " in (select key from claimed) as claimed"
                    + " from batch_step_execution where job_execution_id = ? and step_name like 'slices:%'";
    private final LoadRuns.Batch batch;
    private final SliceChannel channel;
    private final Attempt attempt;
    private final RunState state;
    private final ReceiptSource receipts;
    private final PartitionHandler here;

    RemoteSlices(LoadRuns.Batch batch, Attempt attempt, RunState state, ReceiptSource receipts, PartitionHandler here) {
        this.batch = batch;
        this.channel = new SliceChannel(batch.database());
        this.attempt = attempt;
        this.state = state;
        this.receipts = receipts;
        this.here = here;
    }

    @Override
    public Collection<StepExecution> handle(StepExecutionSplitter splitter, StepExecution upload) throws Exception {
        var snapshot = attempt.snapshotIfHeld();
        // Nothing is left to read, or the source is read in one go.
        if (snapshot == null || state.planned().layout().inOneGo()) {
            return here.handle(splitter, upload);
        }
        var lock = attempt.around.lock();
        state.keepForWorkers(snapshot.exported(), Version.TEXT);
        lock.awaitWorkers(attempt.around.stop());
        channel.clear(load());
        // Before there are new slices: the look reads each one's context.
        var sent = new SentByWorkers(state, receipts.receipts(state.execution()));
        var slices = splitter.split(upload, 0);
        attempt.around.progress().begin(state.planned().parts(), sent.partsBefore());
        try (var working = lock.attempt(upload.getJobExecutionId())) {
            Objects.requireNonNull(working);
            slices.forEach(slice -> channel.send(load(), Slices.STEP, slice.getId()));
            LOG.info("handed out {} slices; `work` on any machine takes them", slices.size());
            follow(upload.getJobExecutionId(), slices, sent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            channel.clear(load());
        }
        // A worker that hangs may still be sending: nothing may be committed before it is gone.
        lock.awaitWorkers(attempt.around.stop());
        sent.addTimes(
                receipts.receipts(state.execution()), attempt.around.progress().times());
        return slices;
    }

    private void follow(long jobExecution, Collection<StepExecution> slices, SentByWorkers sent) {
        var jdbc = JdbcClient.create(batch.database());
        Set<Long> lostBefore = Set.of();
        var alone = attempt.around.clock().instant();
        while (true) {
            attempt.around.lock().requireHeld();
            var rows = jdbc.sql(SLICES)
                    .param(jobExecution)
                    .query((row, number) -> SliceRow.of(row))
                    .list();
            rows.forEach(this::requireNotFailed);
            attempt.around.progress().seen(sent.of(rows));
            if (rows.size() >= slices.size() && rows.stream().allMatch(SliceRow::done)) {
                tell(rows, slices);
                return;
            }
            lostBefore = giveBack(rows, lostBefore);
            var now = attempt.around.clock().instant();
            if (rows.stream().anyMatch(SliceRow::claimed)) {
                alone = now;
            } else if (Duration.between(alone, now).compareTo(ALONE_AT_MOST) > 0) {
                throw LoadFailure.resumable(
                        ExitCodes.UNAVAILABLE,
                        Runbook.WORKERS_MISSING,
                        "load %s: no worker has taken a slice for %s; start `work` with the same settings, then run again"
                                .formatted(load(), ALONE_AT_MOST));
            }
            attempt.around.stop().pause(LOOK);
        }
    }

    /** A slice that nobody has, twice in a row with an empty queue, was its worker's when that died. */
    private Set<Long> giveBack(List<SliceRow> rows, Set<Long> lostBefore) {
        var lost = new HashSet<Long>();
        if (channel.isEmpty(load())) {
            for (var row : rows) {
                if (!row.done() && !row.claimed()) {
                    lost.add(row.id());
                }
            }
        }
        for (long id : lost) {
            if (lostBefore.contains(id)) {
                LOG.warn("slice {} was left by its worker and is handed out again", id);
                channel.send(load(), Slices.STEP, id);
            }
        }
        lost.removeAll(lostBefore);
        return lost;
    }

    /** Until its worker lets go of it, a failed slice may still be one that the worker was only told to leave. */
    private void requireNotFailed(SliceRow row) {
        if (row.status() != BatchStatus.FAILED || row.claimed()) {
            return;
        }
        var slice = batch.repository().getStepExecution(row.id());
        var failed = slice == null ? null : Failed.of(slice);
        if (failed != null) {
            var failure = failed.asFailure();
            attempt.failed(failure);
            throw failure;
        }
    }

    /** What Batch adds up for the step. To read the slices again would take a statement for each. */
    private static void tell(List<SliceRow> rows, Collection<StepExecution> slices) {
        var parts = rows.stream().collect(Collectors.toMap(SliceRow::id, SliceRow::parts));
        for (var slice : slices) {
            slice.setStatus(BatchStatus.COMPLETED);
            slice.setExitStatus(ExitStatus.COMPLETED);
            slice.setWriteCount(parts.getOrDefault(slice.getId(), 0));
        }
    }

    private String load() {
        return attempt.load.name();
    }
}
