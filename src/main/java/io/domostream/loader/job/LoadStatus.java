package io.domostream.loader.job;

import io.domostream.loader.domo.DomoClient;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a person sees of a load's runs, and what they may say about them. */
public final class LoadStatus {
    private static final int SHOWN = 20;
    private final LoadRuns.Batch batch;
    private final LoadTable loads;

    public LoadStatus(LoadRuns.Batch batch) {
        this.batch = batch;
        this.loads = new LoadTable(JdbcClient.create(batch.database()));
    }

    /** Newest first, each by its names in JSON. */
    public List<Map<String, Object>> runs(String load) {
        var rows = new ArrayList<Map<String, Object>>();
        for (var run : batch.repository().getJobInstances(LoadJob.name(load), 0, SHOWN)) {
            var last = batch.repository().getLastJobExecution(run);
            if (last != null) {
                rows.add(row(load, last, rows.isEmpty()));
            }
        }
        return rows;
    }

    /** The stream an earlier run made or found, or null. */
    public @Nullable Long knownStream(String load) {
        return loads.stream(load);
    }

    private Map<String, Object> row(String load, JobExecution last, boolean newest) {
        var state = new RunState(batch.repository(), last);
        var manifest = state.manifest();
        var receipts = Receipts.of(batch.repository(), last.getJobInstance(), state.execution());
        var row = new LinkedHashMap<String, Object>();
        row.put("load", load);
        row.put("runId", last.getJobInstance().getInstanceId());
        row.put("status", status(last, state));
        row.put("begun", String.valueOf(last.getCreateTime()));
        row.put("ended", last.getEndTime() == null ? null : last.getEndTime().toString());
        row.put("parts", manifest == null ? 0 : manifest.parts());
        row.put("partsDone", receipts.byPart().size());
        row.put("rows", receipts.rows());
        row.put("streamId", state.dataSet() == null ? null : state.stream());
        row.put("executionId", state.hasExecution() ? state.execution() : null);
        row.put("next", newest ? next(load, last, state) : "");
        return row;
    }

    private static String status(JobExecution last, RunState state) {
        if (state.committed()) {
            return "COMPLETED";
        }
        if (state.ended() == null && state.intent() != null) {
            return "UNKNOWN";
        }
        if (last.getStatus() == BatchStatus.COMPLETED) {
            return PlanStep.NOTHING_TO_DO;
        }
        return last.getStatus().isRunning() ? "RUNNING" : state.ended() != null ? "FAILED" : "STOPPED";
    }

    private static String next(String load, JobExecution last, RunState state) {
        var verdict = state.verdict();
        if (verdict != null) {
            return verdict + "; `run " + load + "` begins a new run";
        }
        if (state.ended() != null || last.getStatus() == BatchStatus.COMPLETED) {
            return "`run %s` begins a new run".formatted(load);
        }
        if (state.intent() != null && !state.committed()) {
            return "`run %s` asks Domo again; `run %s --commit-again=%d`; `settle %s committed`; `settle %s not-committed`"
                    .formatted(load, load, state.execution(), load, load);
        }
        return "`run %s` goes on with this run".formatted(load);
    }

    /** A person's finding about a commit whose outcome is unknown. */
    public String settle(String load, boolean committed, String who) throws SQLException {
        try (var lock = LoadLock.take(batch.database(), load, loads)) {
            lock.requireHeld();
            var state = unfinished(load);
            if (state == null || state.intent() == null) {
                throw LoadFailure.resumable(
                        ExitCodes.SETTINGS,
                        "load %s has no commit of unknown outcome; see `status %s`".formatted(load, load));
            }
            loads.keepFinding(load, "%s by %s".formatted(committed ? "committed" : "not-committed", who));
            state.end(committed ? "settled as committed by " + who : "settled as not committed by " + who);
            return "load %s: Domo execution %d is settled as %s; `run %s` begins a new run"
                    .formatted(load, state.execution(), committed ? "committed" : "not committed", load);
        }
    }

    /** Stops the unfinished run for good. */
    public String abort(String load, DomoClient domo) throws SQLException {
        try (var lock = LoadLock.take(batch.database(), load, loads)) {
            lock.requireHeld();
            var state = unfinished(load);
            if (state == null) {
                return "load %s has no unfinished run".formatted(load);
            }
            if (state.intent() != null) {
                throw LoadFailure.resumable(
                        ExitCodes.UNKNOWN,
                        "load %s: the commit of Domo execution %d may have been taken, so it is not aborted; `settle %s committed` or `settle %s not-committed`"
                                .formatted(load, state.execution(), load, load));
            }
            new RunRepair(batch, domo).end(state, "aborted by hand", load);
            return "load %s: its unfinished run is aborted".formatted(load);
        }
    }

    private @Nullable RunState unfinished(String load) {
        var unfinished = new NextRun(batch.repository()).unfinished(load);
        if (unfinished == null) {
            return null;
        }
        return new RunState(batch.repository(), unfinished);
    }
}
