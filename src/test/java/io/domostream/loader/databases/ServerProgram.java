package io.domostream.loader.databases;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.util.FileSystemUtils;

/** A server's program, unpacked for this JVM alone, and the first data of a server. */
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
    private final Path firstData;
    private final AtomicInteger copies = new AtomicInteger();

    ServerProgram(Path home, Path executable, List<String> options) throws IOException {
        this.home = home;
        this.executable = executable;
        this.options = options;
        firstData = Files.createDirectory(home.resolve("first"));
    }

    /** A folder that is removed when the JVM ends. */
    static Path newHome(String name) throws IOException {
        var home = Files.createTempDirectory(name);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(home.toFile())));
        return home;
    }

    /** Makes the first data, by an option or by statements on standard input. */
    ServerProgram initialised(String option, InputStream statements) throws IOException {
        // Nobody reads these pages if it fails.
        run(command(firstData, List.of(option, "--skip-innodb-doublewrite")), statements);
        return this;
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

    /** A copy of the first data, which takes a tenth of a second where making them takes seconds. */
    Path newData() throws IOException {
        var copy = home.resolve("data-" + copies.incrementAndGet());
        run(List.of("cp", "-r", firstData.toString(), copy.toString()), InputStream.nullInputStream());
        return copy;
    }

    List<String> command(Path data, List<String> more) {
        var command = new ArrayList<String>();
        command.add(executable.toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("--basedir=" + home, "--datadir=" + data));
        command.addAll(options);
        command.addAll(more);
        return command;
    }
}
