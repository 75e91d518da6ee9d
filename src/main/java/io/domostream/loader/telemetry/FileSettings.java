package io.domostream.loader.telemetry;

import io.domostream.loader.BadSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Prometheus text in files, one a load: {@code metrics.*}. Off without a directory. */
public record FileSettings(
        @Nullable String directory, @DefaultValue("15s") Duration interval) {
    public FileSettings {
        BadSettings.in("metrics")
                .require(isPath(directory), "directory", directory, "give a folder, such as /var/lib/node-exporter")
                .require(OtlpSettings.isRegular(interval), "interval", interval, "give more than 0s; 15s suits most")
                .orThrow();
    }

    boolean on() {
        return directory != null && !directory.isBlank();
    }

    private static boolean isPath(@Nullable String directory) {
        try {
            return directory == null || !Path.of(directory).toString().contains("\n");
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
