package io.domostream.loader.kubernetes;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The user's own tool, where it is on the PATH. */
final class Kubectl {
    private Kubectl() {}

    static boolean isHere() {
        return onPath("kubectl");
    }

    static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Its standard output. */
    static String run(String... arguments) {
        var command = new ArrayList<>(List.of("kubectl"));
        command.addAll(List.of(arguments));
        return output(new ProcessBuilder(command));
    }

    /** What a program says, which must end well. */
    static String output(ProcessBuilder program) {
        try {
            var err = Files.createTempFile("err", ".txt");
            try {
                var process = program.redirectError(err.toFile()).start();
                process.getOutputStream().close();
                var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new IllegalStateException(program.command() + ": " + Files.readString(err) + out);
                }
                return out;
            } finally {
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
