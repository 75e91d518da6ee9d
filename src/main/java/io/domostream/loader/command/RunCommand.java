package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.RunResult;
import io.domostream.loader.job.Wish;
import io.domostream.loader.telemetry.Telemetry;
import java.util.List;
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
        description = "Loads tables into their DataSets; goes on with an unfinished run where there is one.",
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
    // Each holds a connection of the job repository, of which Spring Boot pools ten.
    private static final int MOST_AT_ONCE = 8;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private LoadArguments loads = new LoadArguments();

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

    @Option(
            names = "--workers",
            description =
                    "Hand the slices to `work` processes, on this machine or others, instead of sending them here.")
    private boolean workers;

    @Option(names = "--recreate", description = "The load's stream is gone: make a new one.")
    private boolean recreate;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "2",
            description = "Of several loads, so many at once, 1 to 8; they share the memory.")
    private int atOnce;

    @Override
    public Integer call() {
        var parameters = loads.parameters();
        loads.requireAny();
        loads.requireOne(commitAgain != null, "--commit-again");
        loads.requireOne(recreate, "--recreate");
        loads.requireOne(anew != null && !anew.isEmpty(), "--new=RUN");
        // A mistake in it is told before anything is opened.
        var unused = newRun();
        try (var program = Program.start(options)) {
            return untilTheEnd(program, parameters);
        }
    }

    /** A signal ends the command with its own code, and doesn't wait for one that has ended by itself. */
    private int untilTheEnd(Program program, Map<String, String> parameters) {
        int code = ExitCodes.BUG;
        program.gracefulStop().working(GracefulStop.Work.RUN);
        // The answer is out before the last metrics are: nobody waits for them but the process itself.
        try (var telemetry = program.telemetry()) {
            code = loads.one() ? one(program, telemetry, parameters) : several(program, telemetry, parameters);
            return code;
        } catch (RuntimeException e) {
            code = ExitCodes.of(e);
            throw e;
        } finally {
            program.gracefulStop().ended(code);
        }
    }

    private int one(Program program, Telemetry telemetry, Map<String, String> parameters) {
        var result = new OneRun(program, options, given -> wish(program, given), 1, telemetry, workers)
                .run(loads.onlyName(), parameters);
        // The answer comes before the end: after a signal the process is gone as soon as the run has ended.
        options.answer(result.json(), RunText.line(result), result.exitCode() == ExitCodes.OK);
        return result.exitCode();
    }

    private int several(Program program, Telemetry telemetry, Map<String, String> parameters) {
        if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
            throw BadSettings.of("--at-once", atOnce, "give 1 to " + MOST_AT_ONCE)
                    .see(Runbook.COMMAND_WRONG);
        }
        var names = loads.names(program.settings());
        var run = new OneRun(
                program, options, given -> wish(program, given), Math.min(atOnce, names.size()), telemetry, workers);
        var results = new ManyRuns(program, run, options.console()).run(names, parameters, atOnce);
        int code = ManyRuns.worst(results);
        RunText.places(results).forEach(options.console()::say);
        options.answer(ManyRuns.json(results, code), RunText.summary(results), true);
        return code;
    }

    @Override
    public Map<String, Object> json(int exitCode, String message) {
        return loads.one()
                ? RunResult.failed(loads.onlyName(), exitCode, null, message).json()
                : Map.of("loads", List.of(), "exitCode", exitCode, "message", message);
    }

    private Wish wish(Program program, Map<String, String> parameters) {
        return new Wish(new TreeMap<>(parameters), newRun(), recreate, commitAgain, Who.now(program.clock()));
    }

    private Wish.@Nullable Anew newRun() {
        if (anew == null) {
            return null;
        }
        if (commitAgain != null) {
            throw BadSettings.of("--new", "given beside --commit-again", "give one of them")
                    .see(Runbook.COMMAND_WRONG);
        }
        try {
            return new Wish.Anew(anew.isEmpty() ? null : Long.valueOf(anew));
        } catch (NumberFormatException e) {
            throw BadSettings.of("--new", anew, "give a run's number as `status` shows it, or nothing")
                    .causedBy(e)
                    .see(Runbook.COMMAND_WRONG);
        }
    }
}
