package io.domostream.loader.command;

import io.domostream.loader.Runbook;
import io.domostream.loader.job.ExitCodes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code executions}: the calls on executions, one command each. */
@Command(
        name = "executions",
        mixinStandardHelpOptions = true,
        description = "The Stream API's calls on executions, one by one; docs/stream-api.md has examples.")
final class ExecutionsCommand {
    private static final String STREAM = "STREAM_ID";
    private static final String STREAMS_NUMBER = "The stream's number.";
    private static final String EXECUTION = "EXECUTION_ID";
    private static final String EXECUTIONS_NUMBER = "The execution's number.";

    @Command(
            mixinStandardHelpOptions = true,
            description = "GET /v1/streams/{STREAM_ID}/executions: lists a stream's executions.")
    int list(
            @Mixin CallOptions options,
            @Mixin StretchOptions stretch,
            @Parameters(paramLabel = STREAM, description = STREAMS_NUMBER) long stream) {
        var asked = stretch.stretch();
        return options.many(Columns.EXECUTIONS, program -> program.streamApi().listExecutions(stream, asked));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "GET /v1/streams/{STREAM_ID}/executions/{EXECUTION_ID}: shows one execution.")
    int get(
            @Mixin CallOptions options,
            @Parameters(index = "0", paramLabel = STREAM, description = STREAMS_NUMBER) long stream,
            @Parameters(index = "1", paramLabel = EXECUTION, description = EXECUTIONS_NUMBER) long execution) {
        return options.one(Columns.EXECUTIONS, program -> program.streamApi().retrieveExecution(stream, execution));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "POST /v1/streams/{STREAM_ID}/executions: opens an execution, which aborts all others"
                    + " of its stream.")
    int create(
            @Mixin CallOptions options,
            @Parameters(paramLabel = STREAM, description = STREAMS_NUMBER) long stream,
            @Mixin MethodOptions method) {
        var execution = method.given() ? method.addTo(JsonNodeFactory.instance.objectNode()) : null;
        return options.one(
                Columns.EXECUTIONS,
                program -> Once.send(
                        () -> program.streamApi().createExecution(stream, execution),
                        ExitCodes.UNAVAILABLE,
                        Runbook.CALL_UNANSWERED,
                        "it may have been opened: see `executions list %d`".formatted(stream)));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "PUT /v1/streams/{STREAM_ID}/executions/{EXECUTION_ID}/commit: makes its parts the"
                    + " DataSet's data.",
            exitCodeList = {
                Codes.OK,
                Codes.BUG,
                Codes.SETTINGS,
                Codes.REFUSED,
                Codes.UNAVAILABLE,
                "6:the commit's outcome is unknown; see executions get"
            })
    int commit(
            @Mixin CallOptions options,
            @Parameters(index = "0", paramLabel = STREAM, description = STREAMS_NUMBER) long stream,
            @Parameters(index = "1", paramLabel = EXECUTION, description = EXECUTIONS_NUMBER) long execution,
            @Option(names = "--wait", description = "Ask until Domo has carried it out, at most domo.commit-timeout.")
                    boolean wait) {
        return wait
                ? options.oneWaitedFor(Columns.EXECUTIONS, program -> {
                    var waits = program.settings().waits();
                    return new SingleCommit(program.streamApi(), stream, execution)
                            .sendAndWait(waits, program.clock(), program.stop()::passes, options.console());
                })
                : options.one(
                        Columns.EXECUTIONS, program -> new SingleCommit(program.streamApi(), stream, execution).send());
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "PUT /v1/streams/{STREAM_ID}/executions/{EXECUTION_ID}/abort, or without EXECUTION_ID"
                    + " PUT /v1/streams/{STREAM_ID}/executions/abort: aborts an execution, or the current one.")
    int abort(
            @Mixin CallOptions options,
            @Parameters(index = "0", paramLabel = STREAM, description = STREAMS_NUMBER) long stream,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = EXECUTION,
                            description = "The execution's number; the current one without it.")
                    @Nullable
                    Long execution) {
        var done = JsonNodeFactory.instance.objectNode().put("streamId", stream).put("executionId", execution);
        if (execution == null) {
            done.put("message", "the current execution of stream %d is aborted".formatted(stream));
            return options.done(
                    program -> Once.send(
                            () -> program.streamApi().abortCurrent(stream),
                            ExitCodes.UNAVAILABLE,
                            Runbook.CALL_UNANSWERED,
                            "it may have been aborted: see `executions list %d`".formatted(stream)),
                    done);
        }
        done.put("message", "execution %d of stream %d is aborted".formatted(execution, stream));
        return options.done(program -> program.streamApi().abort(stream, execution), done);
    }
}
