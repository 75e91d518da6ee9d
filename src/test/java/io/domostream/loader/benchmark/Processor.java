package io.domostream.loader.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Processor time as Linux counts it: unlike a clock's, it hardly depends on what else the machine does. */
final class Processor {
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final double TICKS = TimeUnit.SECONDS.toMillis(1) / 10.0;

    private Processor() {}

    /** Seconds that a process, those of its children that still run and those that have ended took so far. */
    static double seconds(ProcessHandle process) throws IOException {
        double seconds = ticks(process.pid(), List.of(USER, SYSTEM, USER + 2, SYSTEM + 2));
        for (var child : process.children().toList()) {
            seconds += ticks(child.pid(), List.of(USER, SYSTEM));
        }
        return seconds / TICKS;
    }

    private static double ticks(long pid, List<Integer> fields) throws IOException {
        try {
            var line = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
            // The name before may hold blanks.
            var told = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return fields.stream().mapToLong(i -> Long.parseLong(told[i])).sum();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
