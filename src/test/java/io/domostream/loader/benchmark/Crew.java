package io.domostream.loader.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs with workers, in processes that are there before the run begins, and what all of them took. */
record Crew(Options options, Stage stage, Repository repository) {
    private static final String SMALL = "-Xmx64m";

    /** How the rows are cut, and how many parts each process sends at once. */
    record Shape(int rowsAPart, int atOnce) {}

    Crewed run(Table table, SinkOptions sink, Shape shape, int workers)
            throws IOException, InterruptedException, SQLException {
        var place = Files.createTempDirectory(stage.folder(), "crew");
        var load = table.name();
        var url = repository.fresh();
        stage.loader(options).settings(place, load, table.name(), url);
        stage.sink().reset(sink);
        var jvm = List.of(
                SMALL,
                "-Dloads.%s.parts.in-flight=%d".formatted(load, shape.atOnce()),
                "-Dloads.%s.parts.parallel=%d".formatted(load, shape.atOnce()),
                "-Dloads.%s.parts.rows=%d".formatted(load, shape.rowsAPart()));
        var started = new ArrayList<Process>();
        try (var connections = new Connections(stage.source(), repository)) {
            for (int i = 0; i < workers; i++) {
                started.add(worker(place, jvm, url + "&ApplicationName=work"));
            }
            var before = costs(started);
            connections.watch();
            var command = new ArrayList<>(Java.jar(jvm, options.jar(), "run", load, "--json"));
            if (workers > 0) {
                command.add("--workers");
            }
            var ended = Child.run(place, List.of(command));
            ended.json(table);
            return Crewed.of(ended, costs(started).less(before), connections.most(), repository);
        } finally {
            started.forEach(Process::destroyForcibly);
        }
    }

    private Costs costs(List<Process> workers) throws IOException, SQLException {
        double working = 0;
        for (var worker : workers) {
            working += Processor.seconds(worker.toHandle());
        }
        return new Costs(working, stage.source().processorSeconds(), repository.processorSeconds());
    }

    private Process worker(Path place, List<String> jvm, String url) throws IOException {
        var options = new ArrayList<>(jvm);
        options.add("-Dspring.datasource.url=" + url);
        var process = Java.builder(Java.jar(options, options().jar(), "work"))
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
}
