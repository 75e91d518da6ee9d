package io.domostream.loader.job;

import io.domostream.loader.domo.DomoClient;
import io.domostream.loader.report.Progress;
import io.domostream.loader.source.PostgresSource;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;

/** Runs a load: takes the lock, goes on with the unfinished run or begins a new one, and says how it ended. */
public final class LoadRuns {
    private static final Logger LOG = LoggerFactory.getLogger(LoadRuns.class);
    private static final int SPARE_CONNECTIONS = 2;
    private static final int NEW_RUNS_AT_MOST = 2;
    private final Batch batch;
    private final CommitSettings waits;
    private final DomoClient domo;
    private final Clock clock;
    private final StopSignal stop;
    private final LoadTable loads;

    /** Spring Batch, and the database its repository is in. */
    public record Batch(JobRepository repository, JobOperator operator, DataSource database) {}

    /** What a person asked for beyond the load itself. */
    public record Wish(
            String typed,
            boolean anew,
            boolean recreate,
            @Nullable Long commitAgain,
            String holder) {}

    public LoadRuns(Batch batch, CommitSettings waits, DomoClient domo, Clock clock, StopSignal stop) {
        this.batch = batch;
        this.waits = waits;
        this.domo = domo;
        this.clock = clock;
        this.stop = stop;
        this.loads = new LoadTable(org.springframework.jdbc.core.simple.JdbcClient.create(batch.database()));
    }

    public RunResult run(LoadSettings load, Wish wish, Progress progress) {
        try (var lock = LoadLock.take(batch.database(), load.name(), loads)) {
            loads.begin(load.name(), wish.holder());
            var next = new NextRun(batch.repository());
            var unfinished = unfinished(next, load, wish);
            RunResult result = attempt(load, unfinished, parameters(next, load, wish, unfinished), lock, progress);
            for (int i = 0; i < NEW_RUNS_AT_MOST && result.exitCode() == ExitCodes.BEGIN_ANEW; i++) {
                LOG.warn(
                        "run {} of load {} is over: {}; beginning a new one",
                        result.facts().get("runId"),
                        load.name(),
                        result.message());
                result = attempt(load, null, parameters(next, load, wish, null), lock, progress);
            }
            return result.exitCode() == ExitCodes.BEGIN_ANEW
                    ? RunResult.failed(load.name(), ExitCodes.UNAVAILABLE, result.message())
                    : result;
        } catch (SQLException e) {
            throw new IllegalStateException("job repository: " + e.getMessage(), e);
        }
    }

    private static JobParameters parameters(
            NextRun next, LoadSettings load, Wish wish, @Nullable JobExecution unfinished) {
        return unfinished != null
                ? unfinished.getJobParameters()
                : next.parameters(load.name(), NextRun.fingerprint(load), wish.typed());
    }

    private @Nullable JobExecution unfinished(NextRun next, LoadSettings load, Wish wish) {
        if (wish.recreate()) {
            loads.forgetStream(load.name());
        }
        var unfinished = next.unfinished(load.name());
        if (unfinished == null) {
            return null;
        }
        var repair = new RunRepair(batch, domo);
        unfinished = repair.recovered(unfinished);
        var state = new RunState(batch.repository(), unfinished);
        if (wish.commitAgain() != null) {
            repair.allowCommitAgain(state, wish.commitAgain(), load.name());
            loads.keepFinding(load.name(), "commit-again=%d by %s".formatted(wish.commitAgain(), wish.holder()));
        }
        String obstacle = wish.anew() || wish.recreate()
                ? "a new one was asked for"
                : next.obstacle(unfinished, NextRun.fingerprint(load), wish.typed(), load, clock.instant());
        if (obstacle == null) {
            LOG.info(
                    "going on with run {} of load {}",
                    unfinished.getJobInstance().getInstanceId(),
                    load.name());
            return unfinished;
        }
        LOG.warn(
                "run {} of load {} is not gone on with: {}",
                unfinished.getJobInstance().getInstanceId(),
                load.name(),
                obstacle);
        repair.end(state, obstacle, load.name());
        return null;
    }

    private RunResult attempt(
            LoadSettings load,
            @Nullable JobExecution unfinished,
            JobParameters parameters,
            LoadLock lock,
            Progress progress) {
        var begun = clock.instant();
        var around = new Attempt.Surroundings(clock, stop, lock, progress, loads);
        int connections = load.pace().parts().parallel() + SPARE_CONNECTIONS;
        try (var attempt = new Attempt(load, waits, domo, new PostgresSource(load.source(), connections), around)) {
            var state = new RunState(batch.repository());
            PlanStep.ReceiptSource receipts = execution -> Receipts.of(batch.repository(), state.instance(), execution);
            var job = new LoadJob(batch.repository(), attempt, state, receipts).job();
            var end = batch.operator().start(job, parameters);
            var failure = attempt.failure();
            int code = code(end, failure);
            String message = message(end, failure, state, code);
            if (failure instanceof LoadFailure over && over.endsRun()) {
                new RunRepair(batch, domo).end(state, message, load.name());
            }
            if (code == ExitCodes.OK && state.verdict() != null) {
                code = ExitCodes.GUARD;
            }
            var facts = facts(state, end, unfinished != null);
            facts.put("seconds", Duration.between(begun, clock.instant()).toMillis() / 1000.0);
            String status =
                    code == ExitCodes.OK && !state.committed() ? PlanStep.NOTHING_TO_DO : RunResult.status(code);
            return new RunResult(load.name(), status, code, message, facts);
        } catch (JobExecutionException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private int code(JobExecution end, @Nullable Throwable failure) {
        if (end.getStatus() == org.springframework.batch.core.BatchStatus.COMPLETED) {
            return ExitCodes.OK;
        }
        var cause = cause(end, failure);
        int code = cause == null ? ExitCodes.BUG : ExitCodes.of(cause);
        // What a slice or a wait throws when it is told to stop matters less than that it was told.
        return stop.requested() && code != ExitCodes.UNKNOWN ? ExitCodes.STOPPED : code;
    }

    private static @Nullable Throwable cause(JobExecution end, @Nullable Throwable failure) {
        var others = end.getAllFailureExceptions();
        return failure != null || others.isEmpty() ? failure : others.get(0);
    }

    private static String message(JobExecution end, @Nullable Throwable failure, RunState state, int code) {
        var verdict = state.verdict();
        if (verdict != null) {
            return verdict;
        }
        if (code == ExitCodes.OK) {
            return state.committed() ? "committed and verified" : "nothing to load";
        }
        if (code == ExitCodes.STOPPED) {
            return Objects.requireNonNull(LoadFailure.stopped().getMessage());
        }
        var cause = cause(end, failure);
        return cause == null
                ? "the job ended as " + end.getStatus()
                : Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    }

    private Map<String, Object> facts(RunState state, JobExecution end, boolean resumed) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("runId", end.getJobInstance().getInstanceId());
        facts.put("resumed", resumed);
        facts.put("snapshots", state.snapshots());
        if (state.hasExecution()) {
            var receipts = Receipts.of(batch.repository(), end.getJobInstance(), state.execution());
            facts.put("rows", receipts.rows());
            facts.put("parts", receipts.byPart().size());
            facts.put("bytesRaw", receipts.rawBytes());
            facts.put("bytesSent", receipts.sentBytes());
            facts.put("executionId", state.execution());
        }
        if (state.dataSet() != null) {
            facts.put("streamId", state.stream());
            facts.put("datasetId", state.dataSet());
        }
        return facts;
    }
}
