package io.domostream.loader.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Asks what DuckDB's driver tells in words alone. */
final class DuckDbFile {
    private DuckDbFile() {}

    /** Whether another process writes to the database's file, which may have an end. */
    static boolean isInUse(String url) {
        var path = url.replaceFirst("^jdbc:duckdb:", "").replaceFirst("[;?].*", "");
        try (var file = FileChannel.open(Path.of(path), StandardOpenOption.READ);
                var lock = file.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (IOException | OverlappingFileLockException | InvalidPathException e) {
            return false;
        }
    }
}
