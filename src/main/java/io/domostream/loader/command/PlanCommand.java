package io.domostream.loader.command;

import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.LoadPlan;
import io.domostream.loader.job.LoadStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plan}: the dry run. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Shows what run would do, and changes nothing.",
        exitCodeList = {
            Codes.OK,
            Codes.BUG,
            Codes.SETTINGS,
            Codes.DATABASE,
            Codes.REFUSED,
            Codes.UNAVAILABLE,
            Codes.UNKNOWN,
            Codes.GUARD
        })
final class PlanCommand implements Callable<Integer>, AnswersInJson {
    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private LoadArgument load = new LoadArgument();

    @Override
    public Integer call() {
        Map<String, Object> answer;
        try (var program = Program.start(options)) {
            answer = plan(program);
        }
        int code = answer.get("exitCode") instanceof Integer known ? known : ExitCodes.BUG;
        if (code != ExitCodes.OK) {
            options.console().say("%s%nsee %s".formatted(answer.get("message"), answer.get("runbook")));
        }
        options.answer(answer, PlanText.of(answer), true);
        return code;
    }

    private Map<String, Object> plan(Program program) {
        var settings = program.settings().load(load.name, load.parameters(), program.clock());
        var batch = program.batchIfThere();
        return new LoadPlan(program.domo(settings.domo()))
                .plan(settings.load(), batch == null ? null : new LoadStatus(batch));
    }

    @Override
    public Map<String, Object> json(int exitCode, String message) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("load", load.name);
        answer.put("method", null);
        answer.put("columns", List.of());
        for (var name : List.of("streamId", "datasetId", "rows", "parts", "bytesRaw", "memoryBytes", "seconds")) {
            answer.put(name, null);
        }
        answer.put("guards", List.of());
        answer.put("exitCode", exitCode);
        answer.put("message", message);
        return answer;
    }
}
