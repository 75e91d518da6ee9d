package io.domostream.loader.databases;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.util.FileSystemUtils;

/** A server's program, unpacked for this JVM alone: at its end all that was started is killed, and the folder removed. */
final class ServerProgram {
    // A process that is killed loses no commit and leaves no page half written; a machine that is switched off may.
    private static final List<String> OPTIONS = List.of(
            "--no-defaults",
            "--user=root",
            "--skip-ssl",
            "--skip-log-bin",
            "--performance-schema=0",
            "--innodb-use-native-aio=0",
            "--innodb-flush-method=nosync",
            "--innodb-flush-log-at-trx-commit=2",
            "--innodb-buffer-pool-size=16M",
            "--innodb-log-file-size=8M");

    private final Path home;
    private final Path executable;
    private final List<String> options;
    private final Set<Process> servers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger copies = new AtomicInteger();

    /** The executable is to be copied into the home, below its own folder bin. */
    ServerProgram(String executable, List<String> options) throws IOException {
        home = Files.createTempDirectory(executable);
        this.executable = home.resolve("bin").resolve(executable);
        this.options = options;
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
    }

    private void remove() {
        servers.forEach(Process::destroyForcibly);
        servers.forEach(server -> server.onExit().join());
        FileSystemUtils.deleteRecursively(home.toFile());
    }

    Path home() {
        return home;
    }

    Path executable() {
        return executable;
    }

    private Path firstData() {
        return home.resolve("first");
    }

    /** Makes the data that each server starts with, by an option or by statements on standard input. */
    void initialise(String option, InputStream statements) throws IOException {
        Files.createDirectory(firstData());
        // Nobody reads these pages if it fails.
        run(command(firstData(), List.of(option, "--skip-innodb-doublewrite")), statements);
    }

    /** Returns when the command has come to its end. */
    static void run(List<String> command, InputStream input) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            input.transferTo(in);
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(command + " has failed: " + said);
        }
    }

    /** A copy of the first data, which is made thirty times as fast as they were. */
    Path newData() throws IOException {
        var copy = home.resolve("data-" + copies.incrementAndGet());
        var command = List.of("cp", "-r", "--sparse=always", firstData().toString(), copy.toString());
        run(command, InputStream.nullInputStream());
        return copy;
    }

    Process start(Path data, List<String> more) throws IOException {
        var server = new ProcessBuilder(command(data, more))
                .redirectErrorStream(true)
                .start();
        servers.add(server);
        return server;
    }

    private List<String> command(Path data, List<String> more) {
        var command = new ArrayList<String>();
        command.add(executable.toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("--basedir=" + home, "--datadir=" + data));
        command.addAll(options);
        command.addAll(more);
        return command;
    }
}
