package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.RunReports;
import io.domostream.loader.report.NulledValues;
import io.domostream.loader.report.Pages;
import io.domostream.loader.report.RunReport;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}: a run's report, made again. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the report of any run that the job repository still has. Reads nothing",
            "else, so that a run's own machine may be long gone."
        },
        exitCodeList = {Codes.OK, Codes.BUG, Codes.SETTINGS, Codes.DATABASE})
final class ReportCommand implements Callable<Integer>, AnswersInJson {
    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(index = "0", paramLabel = "LOAD", description = "A name under loads:.")
    private String load = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "RUN",
            description = "A run's number as `status` shows it; the last one without.")
    private @Nullable Long run;

    @Option(names = "--html", paramLabel = "FILE", description = "Write it there as a page.")
    private @Nullable Path html;

    @Override
    public Integer call() throws SQLException {
        try (var program = Program.start(options)) {
            program.settings().requireKnown(load);
            var batch = program.batchIfThere();
            if (batch == null) {
                throw BadSettings.of("load " + load, "not run yet", "run it, and then ask for its report");
            }
            var report = new RunReports(batch, program.clock()).of(load, run);
            if (html != null) {
                ReportFiles.writeAsked(Pages.html(report), html);
            }
            options.console().answer(options.json ? report : null, text(report), true);
            return ExitCodes.OK;
        }
    }

    private String text(RunReport report) {
        var outcome = report.outcome();
        return """
                load %s, run %d: %s
                %s
                %s%s
                next: %s%s""".formatted(
                        load,
                        report.run().runId(),
                        outcome.status(),
                        outcome.sentence(),
                        report.reconciliation().sentence(),
                        NulledValues.lineBelow(report.work().totals().nulledValues()),
                        outcome.next(),
                        html == null ? "" : System.lineSeparator() + "report: " + html);
    }

    @Override
    public Map<String, Object> json(int exitCode, String message) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("exitCode", exitCode);
        answer.put("message", message);
        return answer;
    }
}
