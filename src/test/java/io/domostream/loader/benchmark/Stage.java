package io.domostream.loader.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.util.FileSystemUtils;

/** What every measurement needs around it: the source, the sink, a folder for what is left over. */
record Stage(Source source, SinkProcess sink, Path folder) implements AutoCloseable {

    static Stage set() throws IOException {
        LoggingSystem.get(Stage.class.getClassLoader()).setLogLevel("io.zonky", LogLevel.WARN);
        var folder = Files.createTempDirectory("loader-benchmark");
        var sink = SinkProcess.start();
        try {
            return new Stage(new Source(), sink, folder);
        } catch (IOException | RuntimeException e) {
            sink.close();
            throw e;
        }
    }

    LoaderRuns loader(Options options) {
        return new LoaderRuns(options.jar(), source, sink, folder);
    }

    @Override
    public void close() throws IOException {
        try (source;
                sink) {
            FileSystemUtils.deleteRecursively(folder);
        }
    }
}
