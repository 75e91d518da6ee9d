package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import io.domostream.loader.simulator.DomoSimulator;
import io.domostream.loader.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code simulate}: Domo's Stream API as a server, until it is stopped. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Serves Domo's Stream API on 127.0.0.1 until it is stopped.",
        exitCodeListHeading = Codes.HEADING,
        exitCodeList = {Codes.BUG, Codes.SETTINGS})
final class SimulateCommand implements Callable<Integer> {
    private static final int LARGEST_PORT = 65_535;

    @Option(names = "--port", defaultValue = "8080", description = "0 takes any free port. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(names = "--data", paramLabel = "DIR", description = "Where parts are kept; a temporary folder without it.")
    private @Nullable Path data;

    @Option(
            names = "--commit-interval",
            defaultValue = "0s",
            description = "How long after a commit the next is refused.")
    private String commitInterval = "0s";

    @Option(names = "--commit-takes", defaultValue = "200ms", description = "How long a commit is processed.")
    private String commitTakes = "200ms";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var simulatorOptions = SimulatorOptions.defaults()
                .withCommitInterval(GivenTime.of("--commit-interval", commitInterval))
                .withCommitTakes(GivenTime.of("--commit-takes", commitTakes));
        if (port < 0 || port > LARGEST_PORT) {
            throw BadSettings.of("--port", port, "give 1 to %d, or 0 for any free one".formatted(LARGEST_PORT))
                    .see(Runbook.COMMAND_WRONG);
        }
        try (var simulator = start(folder(), simulatorOptions)) {
            var out = command.commandLine().getOut();
            out.println("listening on " + simulator.url());
            out.flush();
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private DomoSimulator start(Path folder, SimulatorOptions simulatorOptions) throws IOException {
        try {
            return DomoSimulator.start(port, folder, simulatorOptions, Clock.systemUTC(), List.of());
        } catch (BindException e) {
            throw BadSettings.of("--port", port + ", which is taken", "give another, or 0 for any free one")
                    .causedBy(e)
                    .see(Runbook.COMMAND_WRONG);
        }
    }

    private Path folder() throws IOException {
        if (data == null) {
            return Files.createTempDirectory("domo-simulator");
        }
        try {
            return Files.createDirectories(data);
        } catch (IOException e) {
            throw BadSettings.of("--data", data + ", which can't be made", "give a folder that may be written to")
                    .causedBy(e)
                    .see(Runbook.COMMAND_WRONG);
        }
    }
}
