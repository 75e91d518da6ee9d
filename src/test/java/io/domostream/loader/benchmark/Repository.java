package io.domostream.loader.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A PostgreSQL for job repositories alone, so that what they cost is told apart from the source; it writes each statement down. */
final class Repository implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile(
            "^app=(.*?) db=(\\w*) .*duration: ([0-9.]+) ms +(parse|bind|execute|statement) ?[^:]*: ?(.*)");
    private static final int SHOWN = 70;
    private final Path log;
    private final EmbeddedPostgres postgres;
    private final AtomicInteger databases = new AtomicInteger();

    Repository(Path folder) throws IOException, SQLException {
        log = folder.resolve("repository.log");
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try (var connection = connection("postgres");
                var statement = connection.createStatement()) {
            // By the command line a blank would not come across.
            statement.execute("alter system set log_line_prefix = 'app=%a db=%d '");
            statement.execute("alter system set log_lock_waits = on");
            statement.execute("alter system set deadlock_timeout = '20ms'");
            statement.execute("select pg_reload_conf()");
        }
    }

    /** Its statements are written down from now on. */
    String fresh() throws SQLException {
        var name = "repository" + databases.incrementAndGet();
        try (var connection = connection("postgres");
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
            statement.execute("alter database " + name + " set log_min_duration_statement = 0");
        }
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres".formatted(postgres.getPort(), name);
    }

    Connection last() throws SQLException {
        return connection("repository" + databases.get());
    }

    private Connection connection(String database) throws SQLException {
        return DriverManager.getConnection(postgres.getJdbcUrl("postgres", database) + "&ApplicationName=benchmark");
    }

    double processorSeconds() throws IOException, SQLException {
        try (var connection = connection("postgres")) {
            return Servers.processorSeconds(connection);
        }
    }

    /** What was asked of the last database, by whom; {@code waits}: locks that were waited for longer than 20 ms. */
    record Asked(Map<String, Statements> by, Map<String, Statements> forms, int waits) {}

    record Statements(int count, double milliseconds) {
        static final Statements NONE = new Statements(0, 0);

        Statements and(Statements other) {
            return new Statements(count + other.count, milliseconds + other.milliseconds);
        }
    }

    Asked asked() throws IOException {
        var by = new TreeMap<String, Statements>();
        var forms = new TreeMap<String, Statements>();
        int waits = 0;
        var database = "repository" + databases.get();
        for (var line : Files.readAllLines(log)) {
            if (line.contains("still waiting for") && line.contains("db=" + database + " ")) {
                waits++;
            }
            var told = LINE.matcher(line);
            if (told.find() && told.group(2).equals(database) && !told.group(1).equals("benchmark")) {
                boolean asked = told.group(4).equals("execute") || told.group(4).equals("statement");
                var statement = new Statements(asked ? 1 : 0, Double.parseDouble(told.group(3)));
                var who = told.group(1).startsWith("work") ? "workers" : "manager";
                by.merge(who, statement, Statements::and);
                var form = told.group(5).strip().replaceAll("\\s+", " ");
                forms.merge(who + ": " + form.substring(0, Math.min(SHOWN, form.length())), statement, Statements::and);
            }
        }
        return new Asked(by, forms, waits);
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
