package io.domostream.loader.databases;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** A real server of MySQL or MariaDB on a port of this machine, which may be stopped or killed and started again. */
public final class DatabaseServer implements AutoCloseable {
    private static final String PASSWORD = "only selects";
    private static final String READY = "ready for connections";
    private final ServerProgram program;
    private final String scheme;
    private final Path data;
    private final int port;
    private final List<String> options;
    private final AtomicInteger databases = new AtomicInteger();
    private Process process;

    /** Variables are given as name=value. */
    DatabaseServer(ServerProgram program, String scheme, String... variables) {
        this.program = program;
        this.scheme = scheme;
        try {
            data = program.newData();
            port = freePort();
            options = Stream.concat(
                            Stream.of("bind-address=127.0.0.1", "port=" + port, "socket=socket"), Stream.of(variables))
                    .map("--"::concat)
                    .toList();
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Returns when the server takes connections. */
    private Process launch() throws IOException {
        var started = program.start(data, options);
        var log = started.inputReader();
        var said = new StringBuilder();
        while (said.indexOf(READY) < 0) {
            var line = log.readLine();
            if (line == null) {
                throw new IOException("the server did not start: " + said);
            }
            said.append(line).append('\n');
        }
        var reader = new Thread(() -> drain(log), scheme + "-log");
        reader.setDaemon(true);
        reader.start();
        return started;
    }

    /** A log that nobody reads would hold the server up. */
    private static void drain(BufferedReader log) {
        try {
            log.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // It was killed.
        }
    }

    /** An empty database, and a user who may read it and nothing else. */
    public TestDatabase newDatabase() {
        var name = "shop" + databases.incrementAndGet();
        var user = name + "@localhost";
        execute(
                "create database " + name,
                "create user " + user + " identified by '" + PASSWORD + "'",
                "grant select on " + name + ".* to " + user);
        var address = new TestDatabase.Address(url(name), name, PASSWORD);
        return new TestDatabase(address, root(name), () -> execute("drop database " + name, "drop user " + user));
    }

    /** Runs each statement as root, outside any transaction. */
    public void execute(String... sql) {
        Sql.execute(root(""), sql);
    }

    private String root(String database) {
        return url(database) + "?user=root";
    }

    private String url(String database) {
        return "jdbc:%s://127.0.0.1:%d/%s".formatted(scheme, port, database);
    }

    /** Returns when all is written and the process has ended. */
    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    /** Returns when the process has ended, in the middle of whatever it did. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Starts it again after its end, with its data and on its port. */
    public void start() {
        try {
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        FileSystemUtils.deleteRecursively(data.toFile());
    }
}
