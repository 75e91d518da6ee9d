package io.domostream.loader.command;

import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.LoadRuns;
import io.domostream.loader.job.RunReports;
import io.domostream.loader.job.RunResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes each run's report once it has ended. Whatever goes wrong here, the run has ended as it has. */
final class RunReporter {
    private static final Logger LOG = LoggerFactory.getLogger(RunReporter.class);
    private static final int PATIENCE_SECONDS = 30;
    // A job repository that is gone answers after half a minute; a process that is told to stop has to be gone by then.
    private static final int LITTLE_PATIENCE_SECONDS = 3;
    private final Program program;
    private final LoadRuns.Batch batch;
    private final Console console;

    RunReporter(Program program, LoadRuns.Batch batch, Console console) {
        this.program = program;
        this.batch = batch;
        this.console = console;
    }

    /** The same result, with the page's path where there is one now. */
    RunResult report(RunResult result) {
        var directory = program.settings().reportDirectory();
        if (directory == null || !(result.facts().get("runId") instanceof Long run)) {
            return result;
        }
        var page = tried(result, directory, () -> {
            var report = new RunReports(batch, program.clock()).of(result.load(), run);
            return ReportFiles.write(report, Path.of(directory));
        });
        if (page == null) {
            return result;
        }
        console.say("report: " + page);
        var facts = new LinkedHashMap<>(result.facts());
        facts.put("report", page.toString());
        return new RunResult(
                result.load(), result.status(), result.exitCode(), result.message(), result.runbook(), facts);
    }

    /** In a thread of its own, which a process that ends does not wait for. */
    private @Nullable Path tried(RunResult result, String directory, Callable<Path> work) {
        var task = new FutureTask<>(work);
        var thread = new Thread(task, "report");
        thread.setDaemon(true);
        thread.start();
        boolean hurried = program.stop().requested() || result.exitCode() == ExitCodes.DATABASE;
        try {
            return task.get(hurried ? LITTLE_PATIENCE_SECONDS : PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            warn(result, directory, ReportFiles.why(Objects.requireNonNullElse(e.getCause(), e)));
        } catch (TimeoutException e) {
            warn(result, directory, "it took too long");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            warn(result, directory, "interrupted");
        }
        return null;
    }

    private static void warn(RunResult result, String directory, String why) {
        LOG.warn(
                "report.directory is {}: the report of run {} was not written ({}); give a directory that can be written, or an"
                        + " empty value for none; `report {} {}` makes it again",
                directory,
                result.facts().get("runId"),
                why,
                result.load(),
                result.facts().get("runId"));
    }
}
