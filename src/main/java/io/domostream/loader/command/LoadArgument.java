package io.domostream.loader.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The load, and the values of its parameters. */
final class LoadArgument {
    @Parameters(index = "0", paramLabel = "LOAD", description = "A name under loads: in application.yaml.")
    String name = "";

    @Parameters(index = "1..*", paramLabel = "key=value", description = "Values of the load's parameters.")
    private List<String> pairs = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    Map<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        for (String pair : pairs) {
            int at = pair.indexOf('=');
            if (at < 1) {
                throw new ParameterException(
                        command.commandLine(), "'%s' is not a parameter: give key=value".formatted(pair));
            }
            parameters.put(pair.substring(0, at), pair.substring(at + 1));
        }
        return parameters;
    }
}
