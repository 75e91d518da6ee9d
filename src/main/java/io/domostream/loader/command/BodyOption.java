package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A call's whole JSON, instead of the options that would make it up. */
final class BodyOption {
    private static final String NAME = "--body";
    private static final Set<String> INSTEAD =
            Set.of("--name", "--description", "--column", "--update-method", "--key-column-names");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(names = NAME, paramLabel = "FILE", description = "The whole JSON to send; - reads standard input.")
    private @Nullable String file;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    boolean given() {
        return file != null;
    }

    /** What is in the file, or what the other options say. */
    ObjectNode orElse(Supplier<ObjectNode> options) {
        if (file == null) {
            return options.get();
        }
        for (OptionSpec other : command.commandLine().getParseResult().matchedOptions()) {
            if (INSTEAD.contains(other.longestName())) {
                throw new ParameterException(
                        command.commandLine(),
                        "%s and %s are both given: give one of them".formatted(NAME, other.longestName()));
            }
        }
        return read(file);
    }

    private static ObjectNode read(String file) {
        try {
            if (JSON.readTree(Input.of(NAME, file).bytes()) instanceof ObjectNode body) {
                return body;
            }
        } catch (JacksonException e) {
            throw BadSettings.of(
                            NAME,
                            "%s, which is no JSON from line %d on"
                                    .formatted(file, e.getLocation().getLineNr()),
                            "see that quotes, commas and braces are right there")
                    .causedBy(e)
                    .see(Runbook.COMMAND_WRONG);
        }
        throw BadSettings.of(NAME, file + ", which holds no JSON object", "give { \"dataSet\": { … }, … }")
                .see(Runbook.COMMAND_WRONG);
    }
}
