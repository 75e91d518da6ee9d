package io.domostream.loader.job;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import io.domostream.loader.domo.DomoClient;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a person may decide about a load's unfinished run; each decision is kept, with who made it, before it acts. */
public final class Settlement {
    private final LoadRuns.Batch batch;
    private final LoadTable loads;
    private final DomoClient domo;
    private final RunRepair repair;

    Settlement(LoadRuns.Batch batch, LoadTable loads, DomoClient domo) {
        this.batch = batch;
        this.loads = loads;
        this.domo = domo;
        this.repair = new RunRepair(batch, domo, loads);
    }

    /** A finding about a commit whose outcome is unknown; returns what comes of it. */
    public String settle(String load, boolean committed, String who, Instant now) throws SQLException {
        try (var lock = batch.locks().take(load, who)) {
            lock.requireHeld();
            var state = unfinished(load);
            if (state == null || !isUnknown(state)) {
                throw BadSettings.of(
                                "settle",
                                committed ? "committed" : "not-committed",
                                "load %s has no commit of unknown outcome, see `status %s`".formatted(load, load))
                        .see(Runbook.NOTHING_TO_SETTLE);
            }
            loads.keepFinding(load, state, committed ? "committed" : "not-committed", who);
            return committed ? committed(state, load, who, now) : notCommitted(state, load, who);
        }
    }

    /** Without an intent of ours, only a Domo execution that somebody else committed leaves a question. */
    private boolean isUnknown(RunState state) {
        return state.commitIsOpen()
                || (!state.committed()
                        && state.hasExecution()
                        && CommitOutcome.read(Executions.state(domo, state)) == CommitOutcome.COMMITTED);
    }

    private String committed(RunState state, String load, String who, Instant now) {
        state.recordCommitted(now);
        loads.keepCommitted(load, state, now);
        state.end("settled as committed by " + who);
        return "load %s: Domo execution %d is settled as committed; `run %s` begins a new run"
                .formatted(load, state.execution(), load);
    }

    /** The run is freed: it may be gone on with, so that its rows are not forgotten. */
    private String notCommitted(RunState state, String load, String who) {
        if (state.intent() == null) {
            state.end("settled as not committed by " + who);
            return "load %s: Domo execution %d is settled as not committed; `run %s` begins a new run"
                    .formatted(load, state.execution(), load);
        }
        state.withdrawIntent();
        return "load %s: Domo execution %d is settled as not committed; `run %s` goes on with its run and commits it, or begins it anew where Domo no longer takes it"
                .formatted(load, state.execution(), load);
    }

    /** Stops the unfinished run for good. */
    public String abort(String load, String who) throws SQLException {
        try (var lock = batch.locks().take(load, who)) {
            lock.requireHeld();
            var state = unfinished(load);
            if (state == null) {
                return "load %s has no unfinished run".formatted(load);
            }
            if (state.committed()) {
                return "load %s: its run %d is committed, there is nothing to abort; `run %s` ends it"
                        .formatted(load, state.instance().getInstanceId(), load);
            }
            if (state.intent() != null) {
                throw LoadFailure.resumable(
                        ExitCodes.UNKNOWN,
                        Runbook.COMMIT_UNKNOWN,
                        "load %s: the commit of Domo execution %d may have been taken, so it is not aborted; %s"
                                .formatted(load, state.execution(), Advice.settle(load, state.execution())));
            }
            repair.end(state, "aborted by hand", load);
            return "load %s: its unfinished run %d is aborted; `run %s` begins a new one"
                    .formatted(load, state.instance().getInstanceId(), load);
        }
    }

    private @Nullable RunState unfinished(String load) {
        return repair.unfinished(new NextRun(batch.repository(), load));
    }
}
