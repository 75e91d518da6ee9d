package io.domostream.loader.command;

import io.domostream.loader.simulator.DomoSimulator;
import io.domostream.loader.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
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
        var folder = data == null ? Files.createTempDirectory("domo-simulator") : Files.createDirectories(data);
        var simulatorOptions = SimulatorOptions.defaults()
                .withCommitInterval(duration(commitInterval))
                .withCommitTakes(duration(commitTakes));
        try (var simulator = DomoSimulator.start(port, folder, simulatorOptions, Clock.systemUTC(), List.of())) {
            var out = command.commandLine().getOut();
            out.println("listening on " + simulator.url());
            out.flush();
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private static Duration duration(String text) {
        return DurationStyle.detectAndParse(text);
    }
}
