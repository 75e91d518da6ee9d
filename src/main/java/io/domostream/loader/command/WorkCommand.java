package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.Workers;
import io.domostream.loader.report.Progress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code work}: sends slices of runs that others have begun with {@code run --workers}. */
@Command(
        name = "work",
        mixinStandardHelpOptions = true,
        description = "Works on the slices of `run LOAD --workers`, until stopped.",
        exitCodeList = {Codes.OK, Codes.BUG, Codes.SETTINGS, Codes.DATABASE, Codes.STOPPED})
final class WorkCommand implements Callable<Integer>, AnswersInJson {
    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "LOAD",
            description = "Names under loads: in application.yaml; without any, all.")
    private List<String> loads = List.of();

    @Option(
            names = "--until-idle",
            paramLabel = "TIME",
            description = "End with 0 when there was nothing to do for so long, such as 15m.")
    private @Nullable String untilIdle;

    @Override
    public Integer call() {
        var idle = untilIdle == null ? null : GivenTime.of("--until-idle", untilIdle);
        try (var program = Program.start(options)) {
            program.gracefulStop().working(GracefulStop.Work.RUN);
            int code = ExitCodes.BUG;
            try {
                code = work(program, idle);
                return code;
            } finally {
                program.gracefulStop().ended(code);
            }
        }
    }

    @Override
    public Map<String, Object> json(int exitCode, String message) {
        return Map.of("exitCode", exitCode, "message", message);
    }

    private int work(Program program, @Nullable Duration idle) {
        var settings = program.settings();
        var clock = program.clock();
        var names = loads.isEmpty() ? List.copyOf(settings.loadNames()) : loads;
        requireAnyRight(settings, names, clock);
        var domo = program.domo();
        var workers = new Workers(
                program.batchWithWorkers(),
                settings.waits(),
                program.domo(),
                clock,
                program.stop(),
                Who.now(clock),
                () -> new Progress(clock, domo::effort, System::nanoTime));
        int times = workers.work(
                names, (load, values) -> settings.load(load, values, clock).load(), idle);
        boolean stopped = program.stop().requested();
        int code = stopped ? ExitCodes.STOPPED : ExitCodes.OK;
        String message = "worked %d times for a run, %s"
                .formatted(times, stopped ? "then stopped by a signal" : "then there was nothing to do");
        options.answer(json(code, message), message, !stopped);
        return code;
    }

    /** Those that are named must be right. Of all there are, the others can still be worked on, and the log tells of one that isn't right when it is its turn. */
    private void requireAnyRight(LoaderSettings settings, List<String> names, Clock clock) {
        if (names.isEmpty()) {
            throw BadSettings.of("loads", "missing", "give loads.NAME in application.yaml, as the manager has it");
        }
        var wrong = new ArrayList<BadSettings>();
        for (var name : names) {
            settings.requireKnown(name);
            try {
                settings.requireRight(name, clock);
            } catch (BadSettings e) {
                wrong.add(e);
            }
        }
        if (wrong.size() == names.size() || (!loads.isEmpty() && !wrong.isEmpty())) {
            throw wrong.get(0);
        }
    }
}
