package io.domostream.loader;

import io.domostream.loader.command.DomoStreamLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as a process of its own. */
public final class LoaderProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 90;
    private static final int LOOKS_A_SECOND = 50;
    private final Process process;
    private final Path out;
    private final Path err;

    private LoaderProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts it in a folder that holds {@code config/application.yaml}; from its classes, which takes less time. */
    public static LoaderProcess start(Path folder, Map<String, String> environment, String... arguments) {
        var classes = List.of("-cp", System.getProperty("java.class.path"), DomoStreamLoader.class.getName());
        return start(classes, folder, environment, arguments);
    }

    /** Starts the jar a user has. */
    static LoaderProcess packaged(Path folder, Map<String, String> environment, String... arguments) {
        var jar = Path.of(System.getProperty("loader.jar", "target/domo-stream-loader.jar"));
        return start(List.of("-jar", jar.toAbsolutePath().toString()), folder, environment, arguments);
    }

    private static LoaderProcess start(
            List<String> program, Path folder, Map<String, String> environment, String... arguments) {
        var command = new ArrayList<>(List.of(java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        command.addAll(program);
        command.addAll(List.of(arguments));
        return start(command, folder, folder, environment);
    }

    /** The same JVM as the test's. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Starts a command in one folder; what it says is kept in another. */
    static LoaderProcess start(List<String> command, Path folder, Path said, Map<String, String> environment) {
        try {
            var out = Files.createTempFile(said, "out", ".txt");
            var err = Files.createTempFile(said, "err", ".txt");
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            return new LoaderProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public LoaderProcess await() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("still running after %d s: %s".formatted(PATIENCE_SECONDS, err()));
            }
            return this;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** SIGINT, SIGSTOP, SIGCONT, by the last part of their names. */
    public void signal(String name) {
        try {
            var sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            if (sent.waitFor() != 0) {
                throw new IllegalStateException("kill -%s failed".formatted(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    CompletableFuture<LoaderProcess> end() {
        return process.onExit().thenApply(ended -> this);
    }

    /** Waits until it says this on standard error. */
    public void awaitErr(String text) {
        try {
            for (int i = 0; i < PATIENCE_SECONDS * LOOKS_A_SECOND && !err().contains(text); i++) {
                if (process.waitFor(1000 / LOOKS_A_SECOND, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("it ended without saying '%s': %s".formatted(text, err()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Once it has ended, as if it had run inside this JVM. */
    Loader ended() {
        return new Loader(exitCode(), out(), err());
    }

    public boolean running() {
        return process.isAlive();
    }

    public int exitCode() {
        return await().process.exitValue();
    }

    public String out() {
        return text(out);
    }

    public String err() {
        return text(err);
    }

    /** The last line of standard output, as JSON. */
    public JsonNode json() {
        var lines = out().strip().lines().toList();
        if (lines.isEmpty()) {
            throw new IllegalStateException("no answer; standard error: " + err());
        }
        return JsonMapper.shared().readTree(lines.get(lines.size() - 1));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroyForcibly();
        }
    }
}
