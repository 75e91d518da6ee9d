package io.domostream.loader.benchmark;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** One process, or several in a pipe, from start to end. */
final class Child {
    private static final int LOOK_MILLIS = 50;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(60);
    private final Path out;
    private final Path err;

    private Child(Path folder) throws IOException {
        out = Files.createTempFile(folder, "out", ".txt");
        err = Files.createTempFile(folder, "err", ".txt");
    }

    /** Waits for its end, which must be a good one. */
    static Ended run(Path folder, List<List<String>> commands) throws IOException, InterruptedException {
        return new Child(folder).run(folder.toFile(), commands);
    }

    private Ended run(File folder, List<List<String>> commands) throws IOException, InterruptedException {
        var builders = commands.stream()
                .map(command -> Java.builder(command).directory(folder).redirectError(Redirect.appendTo(err.toFile())))
                .toList();
        builders.get(builders.size() - 1).redirectOutput(out.toFile());
        long begin = System.nanoTime();
        var processes = ProcessBuilder.startPipeline(builders);
        try {
            var peak = awaitAll(processes, begin + PATIENCE_NANOS);
            double seconds = (System.nanoTime() - begin) / 1e9;
            for (var process : processes) {
                if (process.exitValue() != 0) {
                    throw new IOException("exit code %d of %s%n%s%n%s"
                            .formatted(process.exitValue(), commands, Files.readString(out), Files.readString(err)));
                }
            }
            return new Ended(seconds, peak, Files.readString(out));
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    private static OptionalLong awaitAll(List<Process> processes, long deadline)
            throws IOException, InterruptedException {
        var peaks = processes.stream().map(PeakMemory::new).toList();
        for (var process : processes) {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                for (var peak : peaks) {
                    peak.look();
                }
                if (System.nanoTime() > deadline) {
                    throw new IOException("still running: " + process.info());
                }
            }
        }
        return peaks.stream().allMatch(PeakMemory::seen)
                ? OptionalLong.of(peaks.stream().mapToLong(PeakMemory::bytes).sum())
                : OptionalLong.empty();
    }
}
