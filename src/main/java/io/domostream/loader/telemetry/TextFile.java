package io.domostream.loader.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** A load's metrics as a file for node-exporter's textfile collector, which never sees half of it. */
final class TextFile implements TextSink {
    private final Path file;
    private final Duration every;

    TextFile(Path directory, String load, Duration every) {
        this.file = directory.resolve(load + ".prom");
        this.every = every;
    }

    @Override
    public void send(String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        // The collector takes only what ends with .prom.
        var fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public Duration every() {
        return every;
    }
}
