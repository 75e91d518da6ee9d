package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One or more loads, and the values of their parameters. */
final class LoadArguments {
    @Parameters(
            arity = "0..*",
            paramLabel = "LOAD|key=value",
            description = "Names under loads: in application.yaml, and values of their parameters.")
    private List<String> words = new ArrayList<>();

    @Option(names = "--all", description = "All loads in application.yaml.")
    private boolean all;

    @Option(names = "--group", paramLabel = "GROUP", description = "The loads under groups.GROUP in application.yaml.")
    private List<String> groups = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    /** Whether the answer is of one load, however it ends. */
    boolean one() {
        return !all && groups.isEmpty() && named().size() <= 1;
    }

    String onlyName() {
        return String.join("", named());
    }

    void requireAny() {
        if (!all && groups.isEmpty() && named().isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "no LOAD is named: give one or more, --group=GROUP or --all");
        }
        if (all && !(named().isEmpty() && groups.isEmpty())) {
            throw new ParameterException(
                    command.commandLine(), "--all takes all loads: give no LOAD and no --group beside it");
        }
    }

    /** In the order given, each once. */
    Set<String> names(LoaderSettings settings) {
        var names = new LinkedHashSet<>(named());
        groups.forEach(group -> names.addAll(settings.group(group)));
        if (all) {
            names.addAll(settings.loadNames());
        }
        if (names.isEmpty()) {
            throw BadSettings.of("loads", "empty", "add a load to application.yaml");
        }
        names.forEach(settings::requireKnown);
        return names;
    }

    /** Throws for an option that means one load's run. */
    void requireOne(boolean given, String option) {
        if (given && !one()) {
            throw new ParameterException(
                    command.commandLine(), option + " is about one load's run: name that load alone");
        }
    }

    Map<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        for (String word : words) {
            int at = word.indexOf('=');
            if (at == 0) {
                throw new ParameterException(
                        command.commandLine(), "'%s' is not a parameter: give key=value".formatted(word));
            }
            if (at > 0) {
                parameters.put(word.substring(0, at), word.substring(at + 1));
            }
        }
        return parameters;
    }

    private List<String> named() {
        return words.stream().filter(word -> word.indexOf('=') < 0).toList();
    }
}
