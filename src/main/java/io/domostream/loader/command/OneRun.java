package io.domostream.loader.command;

import io.domostream.loader.Runbook;
import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.LoadRuns;
import io.domostream.loader.job.RunResult;
import io.domostream.loader.job.Wish;
import io.domostream.loader.report.Progress;
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

    /** {@code wishes} makes what a person asked for of the load's parameters; so many runs go on at once. */
    OneRun(Program program, CommonOptions options, Function<Map<String, String>, Wish> wishes, int atOnce) {
        this.program = program;
        this.options = options;
        this.wishes = wishes;
        this.atOnce = atOnce;
    }

    RunResult run(String load, Map<String, String> parameters) {
        // They stay until the thread's next run, for the answer is about this one.
        MDC.clear();
        MDC.put(LOAD, load);
        if (atOnce > 1) {
            MDC.put(PREFIX, load + ": ");
        }
        try {
            return attempt(load, parameters);
        } catch (RuntimeException e) {
            if (options.debug) {
                options.console().trace(e);
            }
            return RunResult.failed(load, ExitCodes.of(e), Runbook.of(e), Failures.message(e));
        }
    }

    private RunResult attempt(String load, Map<String, String> parameters) {
        var clock = program.clock();
        var settings = program.settings();
        // Once before anything is opened, so that every mistake is told at once.
        var checked = settings.load(load, parameters, clock);
        var domo = program.domo(checked.domo());
        var batch = program.batch();
        var progress = new Progress(clock, domo::effort, System::nanoTime);
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
