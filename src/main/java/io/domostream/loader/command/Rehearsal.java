package io.domostream.loader.command;

import io.domostream.loader.Runbook;
import io.domostream.loader.domo.Column;
import io.domostream.loader.job.CommitSettings;
import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.LoadRuns;
import io.domostream.loader.job.LoadSettings;
import io.domostream.loader.job.RunResult;
import io.domostream.loader.job.Wish;
import io.domostream.loader.report.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One load's whole run at a stand-in for Domo, and a look at every row that arrived there. */
final class Rehearsal {
    private static final CommitSettings WAITS = new CommitSettings(
            Duration.ZERO, Duration.ofHours(1), Duration.ofMillis(50), Duration.ofSeconds(10), false);
    private static final String STOPPED = "stopped by a signal; nothing of the rehearsal is left";
    private final Program program;
    private final Stage stage;
    private final LoadRuns.Batch batch;

    Rehearsal(Program program, Stage stage) {
        this.program = program;
        this.stage = stage;
        this.batch = program.throwAwayBatch();
    }

    /** What came of it; without {@code columns} where no rows were to be looked at. */
    record Outcome(RunResult result, long values, List<ReadBack.ColumnSeen> columns) {
        Outcome(RunResult result) {
            this(result, 0, List.of());
        }
    }

    Outcome of(String load, Map<String, String> parameters, Console console) throws IOException {
        var clock = program.clock();
        var domo = program.domo(stage.settings());
        var progress = new Progress(clock, domo::effort, System::nanoTime);
        var wish = new Wish(new TreeMap<>(parameters), null, false, null, Who.now(clock));
        console.say("rehearsal: Domo is the built-in simulator at "
                + stage.settings().url());
        RunResult result;
        try (var ticker = new Ticker(progress, console, "")) {
            ticker.start();
            result = new LoadRuns(batch, WAITS, domo, clock, program.stop(), 1)
                    .run(load, values -> byName(program.settings().rehearsed(load, values, clock)), wish, progress);
        }
        var dataSet = result.facts().get("datasetId");
        if (result.exitCode() == ExitCodes.STOPPED) {
            return new Outcome(ended(result, ExitCodes.STOPPED, Runbook.STOPPED, STOPPED));
        }
        if (result.exitCode() != ExitCodes.OK) {
            var shortage = stage.shortage();
            var runbook = shortage.isEmpty() ? result.runbook() : Runbook.DISK_FULL;
            return new Outcome(ended(result, result.exitCode(), runbook, result.message() + shortage));
        }
        if (dataSet == null) {
            return new Outcome(result);
        }
        var schema = Objects.requireNonNull(
                domo.dataSets().retrieve(dataSet.toString()).schema());
        return readBack(result, dataSet.toString(), schema.columns());
    }

    private Outcome readBack(RunResult result, String dataSet, List<Column> columns) throws IOException {
        var back = new ReadBack(columns, program.stop());
        long sent = result.facts().get("rows") instanceof Number rows ? rows.longValue() : 0;
        var fault = back.fault(stage.rows(dataSet), sent);
        if (fault != null) {
            return new Outcome(ended(
                    result, ExitCodes.GUARD, Runbook.REHEARSAL_DIFFERS, "what arrived is not what was sent: " + fault));
        }
        if (program.stop().requested()) {
            return new Outcome(ended(result, ExitCodes.STOPPED, Runbook.STOPPED, STOPPED));
        }
        return new Outcome(result, back.values(), back.seen());
    }

    private static RunResult ended(RunResult result, int exitCode, @Nullable Runbook runbook, String message) {
        var failed = RunResult.failed(result.load(), exitCode, runbook, message);
        return new RunResult(result.load(), failed.status(), exitCode, message, runbook, result.facts());
    }

    /** At the stand-in no DataSet is there, whatever its id. */
    private static LoadSettings byName(LoadSettings load) {
        var target = load.target();
        var dataSet = target.dataset();
        var name = Objects.requireNonNullElse(dataSet.name(), load.name());
        return new LoadSettings(
                load.name(),
                load.source(),
                load.spec(),
                new LoadSettings.Target(
                        new LoadSettings.DataSetRef(name, null, null, dataSet.description()),
                        target.method(),
                        target.mergeKey(),
                        target.upsertAs(),
                        target.schema(),
                        target.vanished(),
                        target.rename(),
                        target.guard()),
                load.pace(),
                load.incremental());
    }
}
