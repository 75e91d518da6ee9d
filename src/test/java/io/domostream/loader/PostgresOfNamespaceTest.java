package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the PostgreSQL of the overlay single-namespace does on its first start. */
class PostgresOfNamespaceTest {
    private static final Path SCRIPT = Path.of("k8s/overlays/single-namespace/init.sh");
    private static final String HOSTILE = "it's $HOME\\ `id` \"here\"";

    @TempDir
    Path folder;

    @Test
    void itMakesTwoUsersWithTheirPasswordsAndNoMoreRightsThanTheyNeed()
            throws IOException, InterruptedException, SQLException {
        assumeTrue(Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, "psql"))));
        try (var postgres = new OwnPostgres(folder)) {
            // As `openssl rand` writes it, with a new line; and as nobody should.
            Files.writeString(folder.resolve("spring.datasource.password"), "5f3a\n");
            Files.writeString(folder.resolve("source.password"), HOSTILE);
            initialize(postgres);
            postgres.askForPassword("loader");
            postgres.askForPassword("reader");

            try (var loader = DriverManager.getConnection(postgres.url("batch"), "loader", "5f3a");
                    var statement = loader.createStatement()) {
                assertThatCode(() -> statement.execute("create table made (id int)"))
                        .doesNotThrowAnyException();
            }
            try (var reader = DriverManager.getConnection(postgres.url("shop"), "reader", HOSTILE);
                    var statement = reader.createStatement()) {
                var count = statement.executeQuery("select count(*) from public.orders");
                assertThat(count.next()).isTrue();
                assertThat(count.getLong(1)).isEqualTo(100_000);
                assertThatThrownBy(() -> statement.execute("delete from orders"))
                        .hasMessageContaining("permission denied");
            }
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url("batch"), "reader", HOSTILE))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url("batch"), "loader", "5f3b"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    private void initialize(OwnPostgres postgres) throws IOException, InterruptedException {
        var log = folder.resolve("init.log");
        var bash = new ProcessBuilder("bash", SCRIPT.toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        var port =
                URI.create(postgres.url("postgres").substring("jdbc:".length())).getPort();
        bash.environment()
                .putAll(Map.of(
                        "LOADER_SECRETS", folder.toString(), "PGHOST", "127.0.0.1", "PGPORT", String.valueOf(port)));
        assertThat(bash.start().waitFor()).as(Files.readString(log)).isZero();
    }
}
