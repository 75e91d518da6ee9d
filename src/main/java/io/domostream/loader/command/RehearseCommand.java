package io.domostream.loader.command;

import io.domostream.loader.Runbook;
import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rehearse}: the whole run, with nothing but the source. */
@Command(
        name = "rehearse",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a load against the built-in Domo simulator: every row is read, sent,",
            "read back and checked. Touches the source alone, and leaves nothing behind.",
            "Needs room on disk for all rows as plain CSV (bytesRaw), twice that for UPSERT."
        },
        exitCodeList = {
            Codes.OK,
            Codes.BUG,
            Codes.SETTINGS,
            Codes.DATABASE,
            Codes.REFUSED,
            Codes.UNAVAILABLE,
            Codes.GUARD,
            Codes.STOPPED
        })
final class RehearseCommand implements Callable<Integer>, AnswersInJson {
    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private LoadArgument load = new LoadArgument();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where its temporary folder is made; the system's own place without it.")
    private @Nullable Path data;

    @Override
    public Integer call() {
        var parameters = load.parameters();
        try (var program = Program.forRehearsal(options)) {
            // Before anything is opened, so that every mistake is told at once.
            var settings = program.settings().rehearsed(load.name, parameters, program.clock());
            program.gracefulStop().working(GracefulStop.Work.RUN);
            var outcome = guarded(program, parameters);
            int code = outcome.result().exitCode();
            var parts = settings.pace().parts();
            long memory = parts.parallel() * parts.maxBytes().toBytes();
            options.answer(
                    RehearsalText.json(outcome, memory), RehearsalText.text(outcome, memory), code == ExitCodes.OK);
            program.gracefulStop().ended(code);
            return code;
        }
    }

    private Rehearsal.Outcome guarded(Program program, Map<String, String> parameters) {
        try (var stage = Stage.open(data, program.clock())) {
            return new Rehearsal(program, stage).of(load.name, parameters, options.console());
        } catch (IOException | RuntimeException e) {
            if (options.debug) {
                options.console().trace(e);
            }
            return new Rehearsal.Outcome(
                    RunResult.failed(load.name, ExitCodes.of(e), Runbook.of(e), Failures.message(e)));
        }
    }

    @Override
    public Map<String, Object> json(int exitCode, String message) {
        return RehearsalText.json(new Rehearsal.Outcome(RunResult.failed(load.name, exitCode, null, message)), 0);
    }
}
