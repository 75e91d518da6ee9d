package io.domostream.loader.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Runs of the packaged loader against the sink, each with a job repository and a stream of its own. */
record LoaderRuns(Path jar, Source source, SinkProcess sink, Path folder) {

    Ended run(Table table, SinkOptions options, List<String> jvm)
            throws IOException, InterruptedException, SQLException {
        var place = Files.createTempDirectory(folder, "loader");
        var load = table.name().replace('_', '-');
        settings(place, load, table.name());
        sink.reset(options);
        var ended = Child.run(place, List.of(Java.jar(jvm, jar, "run", load, "--json")));
        ended.json(table);
        return ended;
    }

    /** With so many workers, which are there before the run begins; each sends two parts at once. */
    Ended spread(Table table, SinkOptions options, int workers) throws IOException, InterruptedException, SQLException {
        var place = Files.createTempDirectory(folder, "loader");
        var load = table.name().replace('_', '-');
        settings(place, load, table.name());
        sink.reset(options);
        var few =
                List.of("-Dloads.%s.parts.in-flight=2".formatted(load), "-Dloads.%s.parts.parallel=2".formatted(load));
        var started = new ArrayList<Process>();
        try {
            for (int i = 0; i < workers; i++) {
                started.add(worker(place, few));
            }
            var command = new ArrayList<>(Java.jar(few, jar, "run", load, "--json"));
            if (workers > 0) {
                command.add("--workers");
            }
            var ended = Child.run(place, List.of(command));
            ended.json(table);
            return ended;
        } finally {
            started.forEach(Process::destroyForcibly);
        }
    }

    private Process worker(Path place, List<String> jvm) throws IOException {
        var process = Java.builder(Java.jar(jvm, jar, "work"))
                .directory(place.toFile())
                .redirectErrorStream(true)
                .start();
        var said = process.inputReader();
        for (var line = said.readLine(); line != null; line = said.readLine()) {
            if (line.contains("waiting for slices")) {
                // What it says from now on nobody reads, and it must not wait for that.
                new Thread(() -> said.lines().forEach(more -> {})).start();
                return process;
            }
        }
        throw new IOException("a worker ended");
    }

    /** What a user has to give, and a sink that is asked often; all else is the default. */
    private void settings(Path place, String load, String table) throws IOException, SQLException {
        var settings = Map.of(
                "domo",
                Map.of(
                        "url", sink.url(),
                        "client-id", "benchmark",
                        "client-secret", "benchmark",
                        "poll-interval", "200ms",
                        "commit-interval", "0s"),
                "source",
                Map.of("url", source.url()),
                "spring.datasource",
                Map.of("url", source.freshRepository()),
                "loads",
                Map.of(load, Map.of("table", table, "dataset", Map.of("name", table))));
        var config = Files.createDirectory(place.resolve("config"));
        // JSON is YAML too.
        Files.write(config.resolve("application.yaml"), JsonMapper.shared().writeValueAsBytes(settings));
    }
}
