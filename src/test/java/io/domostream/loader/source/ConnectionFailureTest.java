package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.BadSettings;
import io.domostream.loader.TestPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(8)
class ConnectionFailureTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private final String url = TestPostgres.newDatabase().replaceFirst("\\?.*", "");

    @Test
    void aUserWhoIsNotLetInIsNamedAtOnceButNoPassword() {
        var settings = new SourceSettings(url + "?password=s3cret", "nobody", "s3cret");
        assertThatThrownBy(() -> inspect(settings))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.settings()).isTrue())
                .hasMessageStartingWith("source.url is " + url + ", source.username is nobody: ")
                .hasMessageContaining("role \"nobody\" does not exist (SQLSTATE 28000)")
                .hasMessageContaining("check source.username, source.password")
                .hasMessageNotContainingAny("s3cret", "\n", "timed out");
    }

    @Test
    void anUnknownDatabaseIsNamedAtOnce() {
        var settings = new SourceSettings(url + "x?ssl=false", "postgres", null);
        assertThatThrownBy(() -> inspect(settings))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.settings()).isTrue())
                .hasMessageStartingWith("source.url is " + url + "x: ")
                .hasMessageContaining("does not exist (SQLSTATE 3D000): check the database's name")
                .hasMessageNotContainingAny("ssl", "timed out");
    }

    @Test
    void aServerThatIsNotThereMayBeTriedAgain() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        for (var address : List.of("localhost:" + port + "/shop", "no-such-host.invalid/shop")) {
            var settings = new SourceSettings("jdbc:postgresql://" + address, "postgres", null);
            assertThatThrownBy(() -> inspect(settings))
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.settings()).isFalse())
                    .hasMessageStartingWith("source.url is jdbc:postgresql://" + address + ": ")
                    .hasMessageContainingAll("(SQLSTATE 08001)", "then run again");
        }
    }

    @Test
    void aPoolThatRunsDryShowsItsNumbers() {
        try (var connections = new Connections(
                        new SourceSettings(url, "postgres", null),
                        1,
                        PATIENCE,
                        connection -> TransactionSettings.NONE);
                var taken = new Session(connections)) {
            assertThat(taken.<Integer>one("SELECT 1", row -> row.getInt(1))).isEqualTo(1);
            assertThatThrownBy(connections::take)
                    .isInstanceOf(SourceException.class)
                    .hasMessageContainingAll("source.url is " + url, "total=1, active=1", "waiting=");
        }
    }

    @Test
    void aServerLostLaterGivesItsReasonWithThePoolsNumbers() {
        try (var connections = new Connections(
                        new SourceSettings(url, "postgres", null),
                        2,
                        PATIENCE,
                        connection -> TransactionSettings.NONE);
                var taken = new Session(connections)) {
            taken.execute("SELECT 1");
            var database = url.substring(url.lastIndexOf('/') + 1);
            TestPostgres.execute(
                    TestPostgres.newDatabase(), "ALTER DATABASE " + database + " WITH ALLOW_CONNECTIONS false");
            assertThatThrownBy(connections::take)
                    .isInstanceOf(SourceException.class)
                    .hasMessageContainingAll("total=", "is not currently accepting connections");
        }
    }

    @Test
    void anAddressTheDriverCannotReadIsRefusedWithoutItsSecrets() {
        for (var address : List.of("jdbc:postgresql://u:s3cret@h/d", "jdbc:postgresql://h:x/d?password=s3cret")) {
            assertThatThrownBy(() -> new SourceSettings(address, null, null))
                    .isInstanceOf(BadSettings.class)
                    .hasMessageStartingWith("source.url is jdbc:postgresql://h")
                    .hasMessageNotContaining("s3cret");
        }
    }

    private static void inspect(SourceSettings settings) {
        try (var source = new PostgresSource(settings, 1)) {
            source.inspect(Source.table("t"));
        }
    }
}
