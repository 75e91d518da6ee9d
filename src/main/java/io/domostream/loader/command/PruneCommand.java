package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.Pruning;
import io.domostream.loader.report.Human;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code prune}: removes old runs from the job repository. */
@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        description = {
            "Removes a load's old runs from the job repository. Unfinished ones stay, and",
            "so does what outlives runs: the stream, the DataSet, what was committed."
        },
        exitCodeList = {Codes.OK, Codes.BUG, Codes.SETTINGS, Codes.DATABASE})
final class PruneCommand implements Callable<Integer>, AnswersInJson {
    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "LOAD", description = "A name under loads:, now or once.")
    private @Nullable String load;

    @Option(names = "--all", description = "Every load under loads:.")
    private boolean all;

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "30",
            description = "How many of a load's newest runs stay. Default: ${DEFAULT-VALUE}")
    private int keep;

    @Override
    public Integer call() {
        requireRight();
        try (var program = Program.start(options)) {
            var known = program.settings().loadNames();
            var pruning = new Pruning(program.batch().database());
            if (load != null && !known.contains(load) && !pruning.knows(load)) {
                program.settings().requireKnown(load);
            }
            var done = new ArrayList<Pruning.Pruned>();
            for (String name : load == null ? known : List.of(load)) {
                done.add(pruning.prune(name, keep));
            }
            options.answer(answer(done, ExitCodes.OK, message(done)), text(done), true);
            return ExitCodes.OK;
        }
    }

    private void requireRight() {
        if ((load == null) != all) {
            throw BadSettings.of("LOAD", load == null ? "missing" : load + " beside --all", "give a load, or --all")
                    .see(Runbook.COMMAND_WRONG);
        }
        if (keep < 1) {
            throw BadSettings.of("--keep", keep, "give 1 or more: a load's newest run always stays")
                    .see(Runbook.COMMAND_WRONG);
        }
    }

    private static String message(List<Pruning.Pruned> done) {
        long removed = done.stream().mapToLong(Pruning.Pruned::removed).sum();
        return Human.counted(removed, "run") + " removed";
    }

    private static String text(List<Pruning.Pruned> done) {
        var table = new Table("load", "removed", "kept");
        done.forEach(each -> table.row(each.load(), Human.count(each.removed()), Human.count(each.kept())));
        return done.isEmpty() ? "no loads" : table.toString();
    }

    @Override
    public Map<String, Object> json(int exitCode, String message) {
        return answer(List.of(), exitCode, message);
    }

    private static Map<String, Object> answer(List<Pruning.Pruned> done, int exitCode, String message) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("loads", done);
        answer.put("exitCode", exitCode);
        answer.put("message", message);
        return answer;
    }
}
