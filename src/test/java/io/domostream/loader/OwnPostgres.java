package io.domostream.loader;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A PostgreSQL of a test's own, that may be stopped, started again and told whom to let in. */
final class OwnPostgres implements AutoCloseable {
    private final Path data;
    private final EmbeddedPostgres first;
    private EmbeddedPostgres server;

    OwnPostgres(Path folder) {
        data = folder.resolve("pgdata");
        first = start(0);
        server = first;
    }

    private EmbeddedPostgres start(int port) {
        try {
            var builder = EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
            return (port == 0 ? builder : builder.setPort(port)).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url(String database) {
        return "jdbc:postgresql://localhost:" + first.getPort() + "/" + database;
    }

    /** As the owner of everything. */
    String owner(String database) {
        return url(database) + "?user=postgres";
    }

    /** Stopped by a signal, SIGINT for fast and SIGQUIT for immediate, and started again with its data. */
    void restart(String signal) {
        try {
            var postmaster =
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
            var process = ProcessHandle.of(Long.parseLong(postmaster)).orElseThrow();
            new ProcessBuilder("kill", "-" + signal, postmaster).start().waitFor();
            process.onExit().join();
            server.close();
            server = start(first.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** From now on this user needs the right password. */
    void askForPassword(String user) {
        try {
            var rules = data.resolve("pg_hba.conf");
            var others = Files.readString(rules);
            Files.write(rules, List.of("host all " + user + " all scram-sha-256", others));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TestPostgres.execute(owner("postgres"), "select pg_reload_conf()");
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
