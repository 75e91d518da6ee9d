package io.domostream.loader.command;

import io.domostream.loader.job.ExitCodes;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What each single call to Domo takes, and how its answer is printed: as the JSON it is, or as a table. */
@Command(exitCodeList = {Codes.OK, Codes.BUG, Codes.SETTINGS, Codes.REFUSED, Codes.UNAVAILABLE})
final class CallOptions extends CommonOptions {
    @Option(names = "--table", description = "Print a table instead of JSON.")
    private boolean table;

    /** Prints the one thing that Domo answers. */
    int one(Columns columns, Function<Program, ObjectNode> call) {
        return call(call, node -> columns.table(List.of(node)));
    }

    /** Prints a list. */
    int many(Columns columns, Function<Program, List<ObjectNode>> call) {
        return call(
                program -> JsonNodeFactory.instance.arrayNode().addAll(call.apply(program)),
                nodes -> columns.table(nodes.values()));
    }

    /** For a call that Domo mostly answers without a word: then it is told here what was done. */
    int done(Function<Program, @Nullable JsonNode> call, ObjectNode done) {
        done.put("exitCode", ExitCodes.OK);
        return call(
                program -> {
                    var answer = call.apply(program);
                    return answer == null ? done : answer;
                },
                node -> node.equals(done) ? done.path("message").asString() : node.toPrettyString());
    }

    /** As {@link #one}, for what waits: a signal ends the wait, and the exit code still says what is known. */
    int oneWaitedFor(Columns columns, Function<Program, ObjectNode> call) {
        requireOneForm();
        try (var program = Program.forDomoAlone(this)) {
            program.gracefulStop().working(GracefulStop.Work.WAIT_FOR_COMMIT);
            int code = guarded(() -> print(call.apply(program), node -> columns.table(List.of(node))));
            program.gracefulStop().ended(code);
            return code;
        }
    }

    private int guarded(Runnable call) {
        var line = command.commandLine();
        try {
            call.run();
            return ExitCodes.OK;
        } catch (RuntimeException e) {
            // After a signal the process is gone before picocli would tell it.
            return new PlainFailures().handleExecutionException(e, line, line.getParseResult());
        }
    }

    private <T extends JsonNode> int call(Function<Program, T> call, Function<T, Object> asTable) {
        requireOneForm();
        try (var program = Program.forDomoAlone(this)) {
            print(call.apply(program), asTable);
            return ExitCodes.OK;
        }
    }

    private void requireOneForm() {
        if (json && table) {
            throw new ParameterException(command.commandLine(), "--json and --table are both given: give one of them");
        }
    }

    private <T extends JsonNode> void print(T answer, Function<T, Object> asTable) {
        var text = table ? asTable.apply(answer).toString() : answer.toPrettyString();
        console().answer(json ? answer : null, text, true);
    }
}
