package io.domostream.loader.command;

import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.LoadStatus;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code settle}: a person's finding about a commit whose outcome is unknown. */
@Command(
        name = "settle",
        mixinStandardHelpOptions = true,
        description = "Records what a person found out about a commit whose outcome is unknown.",
        exitCodeList = {
            Codes.OK,
            Codes.BUG,
            Codes.SETTINGS,
            Codes.DATABASE,
            Codes.REFUSED,
            Codes.UNAVAILABLE,
            Codes.BUSY
        })
final class SettleCommand implements Callable<Integer>, AnswersInJson {
    /** What was found. */
    enum Finding {
        COMMITTED,
        NOT_COMMITTED;

        @Override
        public String toString() {
            return this == COMMITTED ? "committed" : "not-committed";
        }
    }

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(index = "0", paramLabel = "LOAD", description = "A name under loads: in application.yaml.")
    private String load = "";

    @Parameters(index = "1", paramLabel = "FINDING", description = "committed or not-committed.")
    private Finding finding = Finding.NOT_COMMITTED;

    @Override
    public Integer call() throws Exception {
        try (var program = Program.start(options)) {
            program.settings().requireKnown(load);
            String answer = new LoadStatus(program.batch())
                    .settlement(program.domo())
                    .settle(
                            load,
                            finding == Finding.COMMITTED,
                            Who.now(program.clock()),
                            program.clock().instant());
            options.answer(json(ExitCodes.OK, answer), answer, true);
            return ExitCodes.OK;
        }
    }

    @Override
    public Map<String, Object> json(int exitCode, String message) {
        return Map.of("load", load, "exitCode", exitCode, "message", message);
    }
}
