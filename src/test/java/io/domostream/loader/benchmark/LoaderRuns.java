package io.domostream.loader.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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

    private void settings(Path place, String load, String table) throws IOException, SQLException {
        settings(place, load, table, source.freshRepository());
    }

    /** What a user has to give, and a sink that is asked often; all else is the default. */
    void settings(Path place, String load, String table, String repository) throws IOException {
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
                Map.of("url", repository),
                "loads",
                Map.of(load, Map.of("table", table, "dataset", Map.of("name", table))));
        var config = Files.createDirectory(place.resolve("config"));
        // JSON is YAML too.
        Files.write(config.resolve("application.yaml"), JsonMapper.shared().writeValueAsBytes(settings));
    }
}
