package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.LoadRuns;
import io.domostream.loader.job.RunResult;
import io.domostream.loader.job.Wish;
import io.domostream.loader.report.Progress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: the job. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Loads a table into its DataSet; goes on with an unfinished run where there is one.",
        exitCodeList = {
            Codes.OK,
            Codes.BUG,
            Codes.SETTINGS,
            Codes.DATABASE,
            Codes.REFUSED,
            Codes.UNAVAILABLE,
            Codes.UNKNOWN,
            Codes.GUARD,
            Codes.BUSY,
            Codes.STOPPED
        })
final class RunCommand implements Callable<Integer>, AnswersInJson {
    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private LoadArgument load = new LoadArgument();

    @Option(
            names = "--new",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "RUN",
            description = "Abort the unfinished run and begin a new one.")
    private @Nullable String anew;

    @Option(
            names = "--commit-again",
            paramLabel = "EXECUTION",
            description = "A commit whose outcome stayed unknown may be sent once more.")
    private @Nullable Long commitAgain;

    @Option(names = "--recreate", description = "The load's stream is gone: make a new one.")
    private boolean recreate;

    @Override
    public Integer call() {
        var parameters = load.parameters();
        // A mistake in it is told before anything is opened.
        var unused = newRun();
        try (var program = Program.start(options)) {
            var result = guarded(program, parameters);
            // The answer comes before the end: after a signal the process is gone as soon as the run has ended.
            options.answer(result.json(), RunText.line(result), result.exitCode() == ExitCodes.OK);
            program.gracefulStop().ended(result.exitCode());
            return result.exitCode();
        }
    }

    private RunResult guarded(Program program, Map<String, String> parameters) {
        try {
            return run(program, parameters);
        } catch (RuntimeException e) {
            if (options.debug) {
                options.console().trace(e);
            }
            return RunResult.failed(load.name, ExitCodes.of(e), Failures.message(e));
        }
    }

    @Override
    public Map<String, Object> json(int exitCode, String message) {
        return RunResult.failed(load.name, exitCode, message).json();
    }

    private RunResult run(Program program, Map<String, String> parameters) {
        var clock = program.clock();
        // Once before anything is opened, so that every mistake is told at once.
        var checked = program.settings().load(load.name, parameters, clock);
        var domo = program.domo(checked.domo());
        var batch = program.batch();
        program.gracefulStop().working();
        var progress = new Progress(clock, domo::retriesSoFar, System::nanoTime);
        var wish = new Wish(new TreeMap<>(parameters), newRun(), recreate, commitAgain, Who.now(clock));
        try (var ticker = new Ticker(progress, options.console())) {
            ticker.start();
            var result = new LoadRuns(batch, checked.waits(), domo, clock, program.stop())
                    .run(
                            load.name,
                            values -> program.settings()
                                    .load(load.name, values, clock)
                                    .load(),
                            wish,
                            progress);
            // A run that sent nothing has nothing to count.
            if (!options.json && result.facts().get("executionId") != null) {
                options.console().say(RunText.table(result, progress));
            }
            return result;
        }
    }

    private Wish.@Nullable Anew newRun() {
        if (anew == null) {
            return null;
        }
        if (commitAgain != null) {
            throw BadSettings.of("--new", "given beside --commit-again", "give one of them");
        }
        try {
            return new Wish.Anew(anew.isEmpty() ? null : Long.valueOf(anew));
        } catch (NumberFormatException e) {
            throw BadSettings.of("--new", anew, "give a run's number as `status` shows it, or nothing");
        }
    }
}
