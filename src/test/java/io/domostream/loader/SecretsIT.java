package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.simulator.SimulatorOptions;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said and kept, at the level that says most, holds no secret. */
class SecretsIT {
    private static final String SOURCE_PASSWORD = "source-pass-text";
    private static final String REPOSITORY_PASSWORD = "repository-pass-text";
    private static final String BASIC =
            Base64.getEncoder().encodeToString(("id:" + World.SECRET).getBytes(StandardCharsets.UTF_8));
    // Each access token of the simulator is a JWT, which begins like this.
    private static final String TOKEN = "eyJ";

    @TempDir
    Path folder;

    private World world;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @BeforeEach
    void begin() {
        world(SimulatorOptions.defaults());
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    private void world(SimulatorOptions options) {
        world = Orders.in(new World(folder, options));
        world.also("""
                logging.level: { root: TRACE, org.springframework: TRACE, io.domostream: TRACE }
                source.password: %s
                spring.datasource.password: %s
                """.formatted(SOURCE_PASSWORD, REPOSITORY_PASSWORD));
    }

    @AfterEach
    void end() {
        System.setErr(err);
        world.close();
    }

    @Test
    void aRunThroughRefusalsAndOutagesTellsNoSecret() throws SQLException {
        var parts = new AtomicInteger();
        world.on(call -> {
            if (call.contains("/part/")) {
                switch (parts.incrementAndGet()) {
                    case 2 -> throw new World.Instead(401, Map.of());
                    case 5 -> throw new World.Instead(503, Map.of());
                    case 12 -> throw new World.Instead(400, Map.of());
                    default -> {}
                }
            }
        });
        var refused = world.run("run", "orders", "--json", "--debug");
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(4);
        tellsNoSecret(refused);
        Orders.loaded(world, tellsNoSecret(world.run("run", "orders", "--json", "--debug")), 2000);
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("TRACE", "DEBUG");
        assertThat(kept(world.repository)).contains("load-orders").doesNotContain(secrets());
    }

    @Test
    void aWrongSecretIsNotRepeated() throws SQLException {
        world.close();
        world(SimulatorOptions.defaults().withClientSecret("another"));
        var run = tellsNoSecret(world.run("run", "orders", "--json", "--debug"));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(4);
        assertThat(kept(world.repository)).doesNotContain(secrets());
    }

    @Test
    void aRefusedDatabasePasswordIsNotRepeated() {
        try (var postgres = new OwnPostgres(folder)) {
            TestPostgres.execute(
                    postgres.owner("postgres"), "create role guarded login password 'the-right-pass-text'");
            postgres.askForPassword("guarded");
            for (var place : List.of("source", "spring.datasource")) {
                world.settings(Orders.LOAD);
                world.also("""
                        logging.level: { root: TRACE, org.springframework: TRACE, io.domostream: TRACE }
                        %s: { url: "%s", username: guarded, password: %s }
                        """.formatted(place, postgres.url("postgres"), SOURCE_PASSWORD));
                var run = tellsNoSecret(world.run("run", "orders", "--json", "--debug"));
                assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
            }
        }
    }

    @Test
    void aPasswordInAnAddressIsNotToldEither() {
        world.also("source.url: " + world.source + "&password=" + SOURCE_PASSWORD + "\nspring.datasource.url: "
                + world.repository + "&password=" + REPOSITORY_PASSWORD);
        Orders.loaded(world, tellsNoSecret(world.run("run", "orders", "--json", "--debug")), 2000);
    }

    private Loader tellsNoSecret(Loader run) {
        assertThat(run.out()).doesNotContain(secrets());
        assertThat(run.err()).doesNotContain(secrets());
        assertThat(log.toString(StandardCharsets.UTF_8).lines().filter(SecretsIT::isSecret))
                .isEmpty();
        assertThat(reports()).noneMatch(SecretsIT::isSecret);
        return run;
    }

    private List<String> reports() {
        var texts = new ArrayList<String>();
        var all = folder.resolve("reports").toFile().listFiles();
        for (var report : all == null ? new File[0] : all) {
            try {
                texts.add(Files.readString(report.toPath()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return texts;
    }

    private static boolean isSecret(String text) {
        return List.of(secrets()).stream().anyMatch(text::contains);
    }

    private static String[] secrets() {
        return new String[] {World.SECRET, BASIC, TOKEN, SOURCE_PASSWORD, REPOSITORY_PASSWORD};
    }

    /** Each row of each table, as text. */
    private static String kept(String database) throws SQLException {
        var tables = column(database, "select table_name from information_schema.tables where table_schema = 'public'");
        var rows = new ArrayList<String>();
        for (var table : tables) {
            rows.addAll(column(database, "select t::text from " + table + " t"));
        }
        return String.join("\n", rows);
    }

    private static List<String> column(String database, String query) throws SQLException {
        var rows = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement();
                var answer = statement.executeQuery(query)) {
            while (answer.next()) {
                rows.add(answer.getString(1));
            }
        }
        return rows;
    }
}
