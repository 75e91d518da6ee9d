package io.domostream.loader.command;

import picocli.CommandLine.Option;

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
}
