package io.domostream.loader.job;

import io.domostream.loader.BadSettings;
import io.domostream.loader.report.Outcome;
import io.domostream.loader.report.PartTime;
import io.domostream.loader.report.Reconciliation;
import io.domostream.loader.report.RunReport;
import io.domostream.loader.report.Work;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes the report of any run, at any time, of what the job repository keeps and nothing else. */
public final class RunReports {
    private final LoadRuns.Batch batch;
    private final Clock clock;

    public RunReports(LoadRuns.Batch batch, Clock clock) {
        this.batch = batch;
        this.clock = clock;
    }

    /** Of the load's last run where {@code number} is null. */
    public RunReport of(String load, @Nullable Long number) throws SQLException {
        var newest = new RunTable(JdbcClient.create(batch.database())).newest(load, 1);
        long last = newest.isEmpty() ? 0 : newest.get(0);
        var run = last == 0 ? null : batch.repository().getJobInstance(number == null ? last : number);
        var attempt = run == null || !run.getJobName().equals(LoadJob.name(load))
                ? null
                : batch.repository().getLastJobExecution(run);
        if (run == null || attempt == null) {
            throw number == null
                    ? BadSettings.of("load " + load, "not run yet", "run it, and then ask for its report")
                    : BadSettings.of("RUN", number, "load %s has no such run, see `status %s`".formatted(load, load));
        }
        RunParameters.requireReadable(attempt);
        return report(load, run, attempt, run.getInstanceId() == last);
    }

    private RunReport report(String load, JobInstance run, JobExecution last, boolean newest) throws SQLException {
        var state = new RunState(batch.repository(), last);
        var attempts = batch.repository().getJobExecutions(run).stream()
                .sorted(Comparator.comparing(JobExecution::getId))
                .toList();
        var parts = PartTimes.of(attempts, state.execution());
        var standing = new LoadStatus(batch).standing(load, last, newest);
        var manifest = state.manifest();
        int all = manifest == null ? 0 : manifest.parts();
        var past = new PastAttempts(state, parts).of(attempts);
        boolean running = standing.status().equals(LoadStatus.RUNNING);
        return new RunReport(
                new RunReport.Run(
                        load,
                        run.getInstanceId(),
                        state.parameters().begun(),
                        running ? null : past.get(past.size() - 1).time().ended(),
                        clock.instant()),
                outcome(state, standing, running ? null : LoadStatus.end(last, state), parts.size(), all),
                Work.of(all, past, parts),
                reconciliation(state, parts, all),
                new RunReport.Setup(target(state), columns(state), state.notes().settings()));
    }

    private static Outcome outcome(
            RunState state, LoadStatus.Standing standing, RunNotes.@Nullable End end, int parts, int all) {
        boolean checked = state.notes().dataSetRows() != null && state.verdict() == null;
        var known = new Outcome.Known(
                standing.status(), end == null ? null : end.exitCode(), state.committed(), checked, parts, all);
        var message = end == null ? null : end.message();
        return Outcome.of(known, message, standing.next().replace(message + "; ", ""));
    }

    private static Reconciliation reconciliation(RunState state, List<PartTime> parts, int all) {
        var manifest = state.manifest();
        return Reconciliation.of(
                method(state),
                all > 0 && parts.size() == all,
                new Reconciliation.Counts(
                        manifest == null ? state.notes().counted() : (Long) manifest.rows(),
                        state.snapshots(),
                        parts.stream().mapToLong(part -> part.size().rows()).sum(),
                        state.intent() == null ? null : state.rowsBefore(),
                        state.notes().dataSetRows()));
    }

    private static String method(RunState state) {
        var manifest = state.manifest();
        return manifest != null
                ? manifest.update().method().name()
                : Objects.requireNonNullElse(state.notes().settings().get("method"), "");
    }

    private static RunReport.Target target(RunState state) {
        var dataSet = state.dataSet();
        return new RunReport.Target(
                method(state),
                dataSet == null ? null : (Long) state.stream(),
                state.hasExecution() ? (Long) state.execution() : null,
                dataSet);
    }

    private static @Nullable List<RunReport.Column> columns(RunState state) {
        var found = state.notes().columns();
        return found == null
                ? null
                : found.stream()
                        .map(column -> new RunReport.Column(
                                column.name(), column.sourceType(), column.domoType(), column.change()))
                        .toList();
    }
}
