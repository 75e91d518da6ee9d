package io.domostream.loader;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** One real PostgreSQL for all tests of a JVM, started when it is first asked for; each test takes a database of its own. */
public final class TestPostgres {
    private TestPostgres() {}

    /** An empty database, by its JDBC address. */
    public static String newDatabase() {
        Server.READY.add(Server.another());
        return Server.READY.remove().join();
    }

    public static String createDatabase(String name) {
        execute(url("postgres"), "CREATE DATABASE " + name);
        return url(name);
    }

    /** Also where a process that was killed still seems connected. */
    static void drop(String url) {
        execute(url("postgres"), "DROP DATABASE " + name(url) + " WITH (FORCE)");
    }

    /** In the background; a thousand databases of one run would take eight gigabytes. */
    public static void dropLater(String url) {
        Server.MAKER.execute(() -> drop(url));
    }

    /** Runs each statement in a transaction of its own. */
    public static void execute(String url, String... sql) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            for (var each : sql) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** A transaction that others wait for until it is closed. */
    static Connection holding(String url, String sql) {
        try {
            var connection = DriverManager.getConnection(url);
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Ends every session of the database, and lets no other in: to its users it is gone. */
    static void shut(String url) {
        execute(
                url("postgres"),
                "ALTER DATABASE " + name(url) + " ALLOW_CONNECTIONS false",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name(url) + "'");
    }

    static void open(String url) {
        execute(url("postgres"), "ALTER DATABASE " + name(url) + " ALLOW_CONNECTIONS true");
    }

    /** How many connections to a database are open. */
    public static long connections(String url) {
        try (var connection = DriverManager.getConnection(url("postgres"));
                var statement =
                        connection.prepareStatement("select count(*) from pg_stat_activity where datname = ?")) {
            statement.setString(1, name(url));
            try (var answer = statement.executeQuery()) {
                return answer.next() ? answer.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** All that users have created in a database: tables, indexes, sequences and views, by schema and name. */
    static List<String> relations(String url) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select relnamespace::regnamespace || '.' || relname from pg_class"
                        + " where oid >= 16384 and relkind <> 't' order by 1")) {
            var relations = new ArrayList<String>();
            while (rows.next()) {
                relations.add(rows.getString(1));
            }
            return relations;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static String name(String url) {
        return url.replaceAll(".*/|\\?.*", "");
    }

    /** Returns when some session of the database waits for a lock. */
    public static void awaitWaitingLock(String url) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            boolean waiting = false;
            while (!waiting) {
                try (var found = statement.executeQuery("select exists (select from pg_locks where not granted"
                        + " and database = (select oid from pg_database where datname = current_database()))")) {
                    waiting = found.next() && found.getBoolean(1);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static String url(String database) {
        return "jdbc:postgresql://localhost:" + Server.POSTGRES.getPort() + "/" + database + "?user=postgres";
    }

    private static final class Server {
        private static final int AHEAD = 3;
        static final AtomicInteger COUNT = new AtomicInteger();
        static final EmbeddedPostgres POSTGRES = start();

        // Making one takes a quarter of a second of waiting, so that a few are made ahead.
        static final ExecutorService MAKER = Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "databases");
            thread.setDaemon(true);
            return thread;
        });
        static final Queue<CompletableFuture<String>> READY = new ConcurrentLinkedQueue<>(
                Stream.generate(Server::another).limit(AHEAD).toList());

        static CompletableFuture<String> another() {
            return CompletableFuture.supplyAsync(() -> createDatabase("test_" + COUNT.incrementAndGet()), MAKER);
        }

        private static EmbeddedPostgres start() {
            try {
                // What a test breaks must not fill the disk.
                return EmbeddedPostgres.builder()
                        .setServerConfig("temp_file_limit", "1GB")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
