package io.domostream.loader.command;

import io.domostream.loader.Runbook;
import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.LoadRuns;
import io.domostream.loader.job.LoadStatus;
import io.domostream.loader.job.RunResult;
import io.domostream.loader.job.Wish;
import io.domostream.loader.report.Progress;
import io.domostream.loader.telemetry.RunEnd;
import io.domostream.loader.telemetry.RunTelemetry;
import io.domostream.loader.telemetry.Telemetry;
import io.micrometer.observation.Observation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.MDC;

/** Runs one load to its end, whatever that is. */
final class OneRun {
    private static final String LOAD = "load";
    /** Tells people, who don't see the fields, which of several loads a line is about. */
    private static final String PREFIX = "prefix";

    private final Program program;
    private final CommonOptions options;
    private final Function<Map<String, String>, Wish> wishes;
    private final int atOnce;
    private final Telemetry telemetry;
    private final boolean workers;

    /** {@code wishes} makes what a person asked for of the load's parameters; so many runs go on at once. */
    OneRun(
            Program program,
            CommonOptions options,
            Function<Map<String, String>, Wish> wishes,
            int atOnce,
            Telemetry telemetry,
            boolean workers) {
        this.workers = workers;
        this.program = program;
        this.options = options;
        this.wishes = wishes;
        this.atOnce = atOnce;
        this.telemetry = telemetry;
    }

    RunResult run(String load, Map<String, String> parameters) {
        // They stay until the thread's next run, for the answer is about this one.
        MDC.clear();
        MDC.put(LOAD, load);
        if (atOnce > 1) {
            MDC.put(PREFIX, load + ": ");
        }
        // A name that is no load's may be anything.
        var seen = program.settings().loadNames().contains(load) && LoadNames.right(load)
                ? telemetry.run(load)
                : RunTelemetry.NONE;
        var trace = Observation.createNotStarted("domo.load", seen.observations())
                .contextualName("run " + load)
                .lowCardinalityKeyValue("load", load);
        var result = trace.observe(() -> {
            var end = caught(load, parameters, seen);
            trace.lowCardinalityKeyValue("exit_code", String.valueOf(end.exitCode()));
            return end;
        });
        seen.ended(end(result));
        return result;
    }

    private static RunEnd end(RunResult result) {
        var facts = result.facts();
        var phases = new LinkedHashMap<String, Double>();
        if (facts.get("phases") instanceof Map<?, ?> steps) {
            steps.forEach((step, took) -> phases.put(step.toString(), ((Number) took).doubleValue()));
        }
        return new RunEnd(
                result.exitCode(),
                result.exitCode() == ExitCodes.BUSY,
                facts.get("rows") instanceof Number rows ? rows.longValue() : 0,
                phases);
    }

    private RunResult caught(String load, Map<String, String> parameters, RunTelemetry seen) {
        try {
            return attempt(load, parameters, seen);
        } catch (RuntimeException e) {
            if (options.debug) {
                options.console().trace(e);
            }
            return RunResult.failed(load, ExitCodes.of(e), Runbook.of(e), Failures.message(e));
        }
    }

    private RunResult attempt(String load, Map<String, String> parameters, RunTelemetry seen) {
        var clock = program.clock();
        var settings = program.settings();
        // Once before anything is opened, so that every mistake is told at once.
        var checked = settings.load(load, parameters, clock);
        var domo = program.domo(checked.domo());
        var progress = new Progress(clock, domo::effort, System::nanoTime);
        seen.counts(progress);
        var batch = (workers ? program.batchWithWorkers() : program.batch()).reportingTo(seen.observations());
        seen.lastSuccess(() -> new LoadStatus(batch).lastSuccess(load));
        try (var ticker = new Ticker(progress, options.console(), atOnce == 1 ? "" : load + ": ")) {
            ticker.start();
            var result = new LoadRuns(batch, checked.waits(), domo, clock, program.stop(), atOnce)
                    .run(load, values -> settings.load(load, values, clock).load(), wishes.apply(parameters), progress);
            // A run that sent nothing has nothing to count.
            if (!options.json && !Console.structured() && result.facts().get("executionId") != null) {
                options.console().say(RunText.table(result, progress));
            }
            return new RunReporter(program, batch, options.console()).report(result);
        }
    }
}
