package io.domostream.loader.command;

import io.domostream.loader.source.DomoType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The DataSet that is made along with a stream. */
final class DataSetOptions {
    private static final List<String> TYPES =
            Arrays.stream(DomoType.values()).map(DomoType::name).toList();

    @Option(names = "--name", description = "The DataSet's name.")
    private @Nullable String name;

    @Option(names = "--description", description = "The DataSet's description.")
    private @Nullable String description;

    @Option(
            names = "--column",
            paramLabel = "NAME:TYPE",
            description = "A column, in the order of the CSV: once for each.")
    private List<String> columns = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    /** The stream's JSON, with its DataSet and nothing else. */
    ObjectNode stream() {
        if (name == null || name.isBlank()) {
            throw wrong("--name is missing: give the DataSet's name, or the whole JSON with --body");
        }
        if (columns.isEmpty()) {
            throw wrong("--column is missing: give NAME:TYPE for each column, or the whole JSON with --body");
        }
        var stream = JsonNodeFactory.instance.objectNode();
        var dataSet = stream.putObject("dataSet").put("name", name);
        if (description != null) {
            dataSet.put("description", description);
        }
        var all = dataSet.putObject("schema").putArray("columns");
        columns.forEach(column -> all.add(column(column)));
        return stream;
    }

    private ObjectNode column(String text) {
        // A name may hold a colon; a type never does.
        int at = text.lastIndexOf(':');
        var type = text.substring(at + 1).toUpperCase(Locale.ROOT);
        if (at < 1 || !TYPES.contains(type)) {
            throw wrong("--column is '%s': give NAME:TYPE with one of %s".formatted(text, String.join(", ", TYPES)));
        }
        return JsonNodeFactory.instance.objectNode().put("type", type).put("name", text.substring(0, at));
    }

    private ParameterException wrong(String why) {
        return new ParameterException(command.commandLine(), why);
    }
}
