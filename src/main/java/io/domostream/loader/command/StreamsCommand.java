package io.domostream.loader.command;

import io.domostream.loader.Runbook;
import io.domostream.loader.job.ExitCodes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code streams}: the calls on streams, one command each. */
@Command(
        name = "streams",
        mixinStandardHelpOptions = true,
        description = "The Stream API's calls on streams, one by one; docs/stream-api.md has examples.")
final class StreamsCommand {
    private static final String ALL = "all";
    private static final String SORT = "Field to sort by; -FIELD sorts the other way.";
    private static final String FIELDS =
            "all, or some of dataSet, updateMethod, createdAt, modifiedAt. Default: ${DEFAULT-VALUE}";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Command(mixinStandardHelpOptions = true, description = "GET /v1/streams: lists streams.")
    int list(
            @Mixin CallOptions options,
            @Mixin StretchOptions stretch,
            @Option(names = "--sort", paramLabel = "FIELD", description = SORT) @Nullable String sort,
            @Option(names = "--fields", defaultValue = ALL, paramLabel = "FIELDS", description = FIELDS)
                    String fields) {
        var asked = stretch.stretch();
        return options.many(Columns.STREAMS, program -> program.streamApi().listStreams(asked, sort, fields));
    }

    @Command(mixinStandardHelpOptions = true, description = "GET /v1/streams/search: finds streams by their DataSet.")
    int search(
            @Mixin CallOptions options,
            @Mixin StretchOptions stretch,
            @Option(
                            names = {"-q", "--qualifiers"},
                            required = true,
                            paramLabel = "FIELD:VALUE",
                            description = "dataSource.id:ID, dataSource.name:NAME or dataSource.owner.id:ID.")
                    String q,
            @Option(names = "--sort", paramLabel = "FIELD", description = SORT) @Nullable String sort,
            @Option(names = "--fields", defaultValue = ALL, paramLabel = "FIELDS", description = FIELDS)
                    String fields) {
        if (!q.matches("[^:]+:.+")) {
            throw wrong("search", "-q is '%s': give FIELD:VALUE, such as dataSource.name:Orders".formatted(q));
        }
        var asked = stretch.stretch();
        return options.many(Columns.STREAMS, program -> program.streamApi().searchStreams(q, asked, sort, fields));
    }

    @Command(mixinStandardHelpOptions = true, description = "GET /v1/streams/{STREAM_ID}: shows one stream.")
    int get(
            @Mixin CallOptions options,
            @Parameters(paramLabel = "STREAM_ID", description = "The stream's number.") long stream,
            @Option(names = "--fields", defaultValue = ALL, paramLabel = "FIELDS", description = FIELDS)
                    String fields) {
        return options.one(Columns.STREAMS, program -> program.streamApi().retrieveStream(stream, fields));
    }

    @Command(mixinStandardHelpOptions = true, description = "POST /v1/streams: makes a stream, and a DataSet with it.")
    int create(
            @Mixin CallOptions options,
            @Mixin DataSetOptions dataSet,
            @Mixin MethodOptions method,
            @Mixin BodyOption body) {
        var stream = body.orElse(() -> method.addTo(dataSet.stream()));
        return options.one(
                Columns.STREAMS,
                program -> Once.send(
                        () -> program.streamApi().createStream(stream),
                        ExitCodes.UNAVAILABLE,
                        Runbook.CALL_UNANSWERED,
                        "it may have been made: look with `streams search -q 'dataSource.name:%s'` before you make another"
                                .formatted(stream.path("dataSet").path("name").asString("NAME"))));
    }

    @Command(mixinStandardHelpOptions = true, description = "PATCH /v1/streams/{STREAM_ID}: changes a stream.")
    int update(
            @Mixin CallOptions options,
            @Parameters(paramLabel = "STREAM_ID", description = "The stream's number.") long stream,
            @Mixin MethodOptions method,
            @Mixin BodyOption body) {
        if (!method.given() && !body.given()) {
            throw wrong("update", "nothing is to be changed: give --update-method, or --body");
        }
        var changes = body.orElse(() -> method.addTo(JsonNodeFactory.instance.objectNode()));
        return options.one(Columns.STREAMS, program -> program.streamApi().updateStream(stream, changes));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "DELETE /v1/streams/{STREAM_ID}: deletes a stream at once; its DataSet stays.")
    int delete(
            @Mixin CallOptions options,
            @Parameters(paramLabel = "STREAM_ID", description = "The stream's number.") long stream) {
        var done = JsonNodeFactory.instance
                .objectNode()
                .put("streamId", stream)
                .put("message", "stream %d is deleted; its DataSet stays".formatted(stream));
        return options.done(program -> program.streamApi().deleteStream(stream), done);
    }

    private ParameterException wrong(String subcommand, String why) {
        return new ParameterException(command.subcommands().get(subcommand), why);
    }
}
