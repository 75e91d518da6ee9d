package io.domostream.loader.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory a process held resident, as Linux tells it while the process lives. */
final class PeakMemory {
    private static final String LINE = "VmHWM:";
    private final Path status;
    private long bytes;

    PeakMemory(Process process) {
        status = Path.of("/proc", Long.toString(process.pid()), "status");
    }

    void look() {
        try {
            // Gone, or without this line, once the process has ended.
            for (var line : Files.readAllLines(status)) {
                if (line.startsWith(LINE)) {
                    bytes = Math.max(bytes, 1024 * Long.parseLong(line.replaceAll("\\D", "")));
                }
            }
        } catch (IOException e) {
            // Not Linux, or just ended: what was seen so far has to do.
        }
    }

    boolean seen() {
        return bytes > 0;
    }

    long bytes() {
        return bytes;
    }
}
