package io.domostream.loader.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parts}: the call on parts. */
@Command(
        name = "parts",
        mixinStandardHelpOptions = true,
        description = "The Stream API's call on parts; docs/stream-api.md has examples.")
final class PartsCommand {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Command(
            mixinStandardHelpOptions = true,
            description = "PUT /v1/streams/{STREAM_ID}/executions/{EXECUTION_ID}/part/{PART_ID}: sends a part.")
    int upload(
            @Mixin CallOptions options,
            @Parameters(index = "0", paramLabel = "STREAM_ID", description = "The stream's number.") long stream,
            @Parameters(index = "1", paramLabel = "EXECUTION_ID", description = "The execution's number.")
                    long execution,
            @Parameters(index = "2", paramLabel = "PART_ID", description = "1, 2, …; the same again replaces the part.")
                    int part,
            @Parameters(
                            index = "3",
                            arity = "0..1",
                            defaultValue = "-",
                            paramLabel = "FILE",
                            description = "CSV without a header, plain or gzip; standard input without it.")
                    String file,
            @Option(names = "--gzip", description = "Compress it first, unless it is gzip already.") boolean gzip) {
        if (part < 0) {
            throw new ParameterException(
                    command.subcommands().get("upload"), "PART_ID is %d: give 1, 2, …".formatted(part));
        }
        return options.one(Columns.EXECUTIONS, program -> {
            var domo = program.streamApi();
            var body = PartBody.of(Input.of("FILE", file), gzip);
            return domo.uploadPart(stream, execution, part, body.bytes(), body.gzip());
        });
    }
}
