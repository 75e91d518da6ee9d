package io.domostream.loader.command;

import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command takes. */
final class CommonOptions {
    @Option(names = "--json", description = "Print the answer as one JSON document.")
    boolean json;

    @Option(names = "--debug", description = "Print stack traces.")
    boolean debug;

    @Option(
            names = "--spring.config.additional-location",
            paramLabel = "LOCATION",
            description = "Where else to look for application.yaml.")
    String configLocation = "";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    Console console() {
        return Console.of(command.commandLine());
    }

    void answer(Map<String, ?> answer, String text, boolean fine) {
        console().answer(json ? answer : null, text, fine);
    }
}
