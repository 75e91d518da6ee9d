package io.domostream.loader.command;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command takes. */
@Command(
        exitCodeListHeading = Codes.HEADING,
        footerHeading = "%nSettings:%n",
        footer = {
            "  config/application.yaml below the working directory, another LOCATION, or the",
            "  environment (domo.client-id is DOMO_CLIENT_ID). The README lists every key."
        })
class CommonOptions {
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
    CommandSpec command;

    Console console() {
        return Console.of(command.commandLine());
    }

    void answer(Map<String, ?> answer, String text, boolean fine) {
        console().answer(json ? answer : null, text, fine);
    }
}
