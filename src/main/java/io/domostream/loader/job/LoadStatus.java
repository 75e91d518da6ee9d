package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import io.domostream.loader.domo.DomoClient;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a person sees of a load's runs. */
public final class LoadStatus {
    private static final int SHOWN = 20;
    static final String RUNNING = "RUNNING";
    private final LoadRuns.Batch batch;
    private final LoadTable loads;
    private final RunTable all;

    public LoadStatus(LoadRuns.Batch batch) {
        this.batch = batch;
        var jdbc = JdbcClient.create(batch.database());
        this.loads = new LoadTable(jdbc);
        this.all = new RunTable(jdbc);
    }

    /** Newest first, each by its names in JSON. */
    public List<Map<String, Object>> runs(String load) throws SQLException {
        var rows = new ArrayList<Map<String, Object>>();
        boolean held = batch.locks().isHeld(load);
        for (long number : all.newest(load, SHOWN)) {
            var run = batch.repository().getJobInstance(number);
            // Pruned a moment ago, or begun a moment ago.
            var last = run == null ? null : batch.repository().getLastJobExecution(run);
            if (last != null && !RunParameters.isReadable(last)) {
                rows.add(newer(load, last));
            } else if (last != null) {
                rows.add(row(load, last, rows.isEmpty(), held));
            }
        }
        return rows;
    }

    /** When a run of the load last ended with exit code 0, as far as the job repository remembers; null where none did. */
    public @Nullable Instant lastSuccess(String load) {
        var at = all.lastSuccess(load);
        return at == null ? null : at.toInstant(ZoneOffset.UTC);
    }

    /** The stream an earlier run made or found, or null. */
    public @Nullable Long knownStream(String load) {
        return loads.stream(load);
    }

    Increments.@Nullable Reached reached(LoadSettings load, long stream) {
        return loads.reached(load.name(), load.values(), stream);
    }

    /** The unfinished run's Domo execution (0 while none is open), and what the next command does with the run. */
    record Unfinished(long executionId, String next) {}

    @Nullable
    Unfinished unfinished(String load) {
        var last = new NextRun(batch.repository(), load).unfinished();
        if (last == null) {
            return null;
        }
        var state = new RunState(batch.repository(), last);
        return new Unfinished(state.execution(), next(load, last, state, false));
    }

    /** A run's state, and what the next command does with it; of a run that others have followed, nothing. */
    record Standing(String status, String next) {}

    Standing standing(String load, JobExecution last, boolean newest) throws SQLException {
        var state = new RunState(batch.repository(), last);
        boolean running =
                newest && last.getStatus().isRunning() && batch.locks().isHeld(load);
        return new Standing(
                running ? RUNNING : status(last, state),
                newest ? next(load, last, state, running) : "newer runs have followed; see `status " + load + "`");
    }

    private Map<String, Object> row(String load, JobExecution last, boolean newest, boolean held) {
        var state = new RunState(batch.repository(), last);
        var manifest = state.manifest();
        boolean running = newest && held && last.getStatus().isRunning();
        var known = running ? null : state.summary();
        var done = known != null
                ? known
                : Receipts.of(batch.repository(), last.getJobInstance(), state.execution())
                        .summary();
        var row = new LinkedHashMap<String, Object>();
        row.put("load", load);
        row.put("runId", last.getJobInstance().getInstanceId());
        row.put("status", running ? RUNNING : status(last, state));
        row.put("begun", String.valueOf(last.getCreateTime()));
        row.put("ended", last.getEndTime() == null ? null : last.getEndTime().toString());
        row.put("parts", manifest == null ? 0 : manifest.parts());
        row.put("partsDone", done.parts());
        row.put("rows", done.rows());
        row.put("seconds", state.notes().seconds());
        row.put("exitCode", exitCode(last, state, running));
        row.put("streamId", state.dataSet() == null ? null : state.stream());
        row.put("executionId", state.hasExecution() ? state.execution() : null);
        row.put("workers", newest && state.version() != null ? workers(last) : Map.of());
        row.put("next", newest ? next(load, last, state, running) : "");
        return row;
    }

    private Map<String, Integer> workers(JobExecution last) {
        // With its slices' contexts, which the look at the last one leaves out.
        var whole = batch.repository().getJobExecution(last.getId());
        return whole == null ? Map.of() : SliceWorkers.of(whole);
    }

    private static @Nullable Integer exitCode(JobExecution last, RunState state, boolean running) {
        var end = running ? null : end(last, state);
        return end == null ? null : (Integer) end.exitCode();
    }

    /** How the run ended, or null where its last attempt was cut off, or where a person has found out more since. */
    static RunNotes.@Nullable End end(JobExecution last, RunState state) {
        var end = state.notes().end(last.getId());
        boolean settled = end != null && state.committed() && end.exitCode() == ExitCodes.UNKNOWN;
        return settled ? null : end;
    }

    private static Map<String, Object> newer(String load, JobExecution last) {
        var row = new LinkedHashMap<String, Object>();
        row.put("load", load);
        row.put("runId", last.getJobInstance().getInstanceId());
        row.put("status", "NEWER");
        row.put("begun", String.valueOf(last.getCreateTime()));
        row.put("ended", last.getEndTime() == null ? null : last.getEndTime().toString());
        row.put("parts", 0);
        row.put("partsDone", 0);
        row.put("rows", 0L);
        row.put("seconds", null);
        row.put("exitCode", null);
        row.put("streamId", null);
        row.put("executionId", null);
        row.put("workers", Map.of());
        row.put("next", "begun by a newer version of the loader, which alone can read it");
        return row;
    }

    private static String status(JobExecution last, RunState state) {
        if (state.committed()) {
            return "COMPLETED";
        }
        if (state.ended() != null) {
            return "FAILED";
        }
        if (state.intent() != null) {
            return "UNKNOWN";
        }
        return last.getStatus() == BatchStatus.COMPLETED ? PlanStep.NOTHING_TO_DO : "STOPPED";
    }

    private String next(String load, JobExecution last, RunState state, boolean running) {
        if (running) {
            return "it is being run by " + loads.holder(load);
        }
        var verdict = state.verdict();
        if (verdict != null) {
            return verdict + "; `run " + load + "` begins a new run";
        }
        if (state.ended() != null) {
            return "%s; `run %s` begins a new run".formatted(state.ended(), load);
        }
        if (last.getStatus() == BatchStatus.COMPLETED) {
            return "`run %s` begins a new run".formatted(load);
        }
        return state.intent() != null && !state.committed()
                ? "%s; see %s".formatted(Advice.settle(load, state.execution()), Runbook.COMMIT_UNKNOWN)
                : "`run %s` goes on with this run".formatted(load);
    }

    /** A person's finding about a commit whose outcome is unknown. */
    public Settlement settlement(DomoClient domo) {
        return new Settlement(batch, loads, domo);
    }
}
