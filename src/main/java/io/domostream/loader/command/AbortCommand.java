package io.domostream.loader.command;

import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.LoadStatus;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code abort}: stops the load's unfinished run for good. */
@Command(
        name = "abort",
        mixinStandardHelpOptions = true,
        description = "Stops a load's unfinished run for good.",
        exitCodeList = {
            Codes.OK,
            Codes.BUG,
            Codes.SETTINGS,
            Codes.DATABASE,
            Codes.REFUSED,
            Codes.UNAVAILABLE,
            Codes.UNKNOWN,
            Codes.BUSY
        })
final class AbortCommand implements Callable<Integer>, AnswersInJson {
    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(index = "0", paramLabel = "LOAD", description = "A name under loads: in application.yaml.")
    private String load = "";

    @Override
    public Integer call() throws Exception {
        try (var program = Program.start(options)) {
            program.settings().requireKnown(load);
            String answer =
                    new LoadStatus(program.batch()).settlement(program.domo()).abort(load, Who.now(program.clock()));
            options.answer(json(ExitCodes.OK, answer), answer, true);
            return ExitCodes.OK;
        }
    }

    @Override
    public Map<String, Object> json(int exitCode, String message) {
        return Map.of("load", load, "exitCode", exitCode, "message", message);
    }
}
