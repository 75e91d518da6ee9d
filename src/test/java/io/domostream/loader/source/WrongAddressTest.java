package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An address that its driver refuses is a setting to correct; a server that is not there may be back soon. */
@Timeout(20)
class WrongAddressTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql//db/shop",
                "jdbc:mysql:shop",
                "jdbc:mariadb//db/shop",
                "jdbc:postgresql//db/shop",
                "jdbc:derby://127.0.0.1:1/shop",
                "jdbc:nonsense:shop",
                "shop"
            })
    void anAddressThatNoDriverTakesIsASetting(String url) {
        assertThatThrownBy(() -> new SourceSettings(url, null, null))
                .isInstanceOf(BadSettings.class)
                .hasMessageStartingWith("source.url is " + url + ": ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://127.0.0.1:abc/shop",
                "jdbc:mysql://127.0.0.1:99999/shop",
                "jdbc:mysql://(host=127.0.0.1,port=b)/shop",
                "jdbc:mysql://127.0.0.1:1/shop?socketTimeout=soon",
                "jdbc:mysql://127.0.0.1:1/shop?sslMode=MAYBE",
                "jdbc:mysql://127.0.0.1:1/shop?a=%zz",
                "jdbc:mysql://127.0.0.1:1/shop?socketFactory=no.such.Factory",
                "jdbc:mysql://127.0.0.1:1/shop?useConfigs=nope",
                "jdbc:mysql://127.0.0.1:1/shop?characterEncoding=nope",
                "jdbc:mariadb:shop",
                "jdbc:mariadb://",
                "jdbc:mariadb://127.0.0.1:abc/shop",
                "jdbc:mariadb://127.0.0.1:99999/shop",
                "jdbc:mariadb://127.0.0.1:1/shop?socketTimeout=soon",
                "jdbc:mariadb://127.0.0.1:1/shop?sslMode=MAYBE",
                "jdbc:mariadb://127.0.0.1:1/shop?socketFactory=no.such.Factory",
                "jdbc:h2:nonsense:x",
                "jdbc:h2:shop",
                "jdbc:h2:tcp:",
                "jdbc:h2:tcp://127.0.0.1:abc/shop",
                "jdbc:h2:mem:shop;NO_SUCH=1",
                "jdbc:h2:mem:shop;MODE=Nope",
                "jdbc:h2:mem:shop;MODE",
                "jdbc:h2:mem:shop;LOCK_TIMEOUT=soon",
                "jdbc:h2:file:/dev/null/shop",
                "jdbc:hsqldb:",
                "jdbc:hsqldb:hsql://127.0.0.1:abc/shop",
                "jdbc:hsqldb:hsql://127.0.0.1:99999/shop",
                "jdbc:derby:nonsense:shop",
                "jdbc:derby:memory:shop;create=maybe",
                "jdbc:sqlite:/no/such/folder/x.db",
                "jdbc:sqlite::memory:?busy_timeout=soon",
                "jdbc:sqlite::memory:?date_class=nope",
                "jdbc:duckdb:/no/such/folder/x.db",
                "jdbc:duckdb:;no_such=1",
                "jdbc:duckdb:;threads=many"
            })
    void anAddressThatItsDriverRefusesIsASetting(String url) {
        var refused = refusal(url);
        assertThat(refused.settings()).as(refused.getMessage()).isTrue();
        assertThat(refused).hasMessageStartingWith("source.url is " + url.replaceFirst("[?;].*", "") + ": ");
        assertThat(refused.getMessage()).contains("check ").doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:FOLDER/shop;IFEXISTS=TRUE",
        "jdbc:hsqldb:file:FOLDER/shop;ifexists=true",
        "jdbc:derby:FOLDER/shop",
        "jdbc:sqlite:FOLDER/shop.db"
    })
    void aDatabaseThatIsNotThereIsASetting(String url) {
        var refused = refusal(url.replace("FOLDER", folder.toString()));
        assertThat(refused.settings()).as(refused.getMessage()).isTrue();
        assertThat(refused.runbook()).isEqualTo(Runbook.SOURCE_CREDENTIALS);
        assertThat(refused.getMessage()).contains("check the database's name in source.url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://u:s3cret@127.0.0.1:abc/shop?password=s3cret",
                "jdbc:mysql://address=(host=127.0.0.1)(port=b)(user=u)(password=s3cret)/shop",
                "jdbc:mysql://u:s3/cret@127.0.0.1:abc/shop",
                "jdbc:mariadb:shop?user=u&password=s3cret",
                "jdbc:mariadb://127.0.0.1:1/shop?password=s3cret&connectTimeout=soon",
                "jdbc:h2:mem:shop;PASSWORD=s3cret;MODE",
                "jdbc:h2:shop;PASSWORD=s3cret",
                "jdbc:derby:nonsense:shop;password=s3cret",
                "jdbc:sqlite:/no/such/x.db?password=s3cret",
                "jdbc:duckdb:;motherduck_token=s3cret"
            })
    void whatIsSaidOfItHoldsNoSecret(String url) {
        assertThat(refusal(url).getMessage()).doesNotContain("s3cret", "s3/cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://127.0.0.1:PORT/shop",
                "jdbc:mariadb://127.0.0.1:PORT/shop",
                "jdbc:h2:tcp://127.0.0.1:PORT/shop",
                "jdbc:hsqldb:hsql://127.0.0.1:PORT/shop",
                "jdbc:hsqldb:http://127.0.0.1:PORT/shop",
                "jdbc:mysql://no-such-host.invalid/shop",
                "jdbc:mariadb://no-such-host.invalid/shop",
                "jdbc:h2:tcp://no-such-host.invalid/shop"
            })
    void aServerThatIsNotThereMayBeTriedAgain(String url) throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var address = url.replace("PORT", String.valueOf(port));
        var failed = refusal(address);
        assertThat(failed.settings()).as(failed.getMessage()).isFalse();
        assertThat(failed.runbook()).isEqualTo(Runbook.SOURCE_UNREACHABLE);
        assertThat(failed).hasMessageStartingWith("source.url is " + address + ": ");
    }

    @Test
    void aFileThatSomebodyWritesToMayBeTriedAgain() throws SQLException {
        var url = "jdbc:sqlite:" + folder.resolve("shop.db");
        try (var writer = DriverManager.getConnection(url);
                var statement = writer.createStatement()) {
            statement.execute("create table t (k integer primary key, v text)");
            statement.execute("begin exclusive");
            var failed = refusal(url + "?busy_timeout=1");
            assertThat(failed.settings()).as(failed.getMessage()).isFalse();
        }
    }

    @Test
    void aFileThatAnotherProcessWritesToMayBeTriedAgain() throws IOException, SQLException {
        var file = folder.resolve("shop.db");
        DriverManager.getConnection("jdbc:duckdb:" + file).close();
        var program = Files.writeString(folder.resolve("Writer.java"), """
                class Writer {
                    public static void main(String[] file) throws Exception {
                        var opened = new java.io.RandomAccessFile(file[0], "rw");
                        opened.getChannel().lock();
                        System.out.println("locked");
                        System.in.read();
                    }
                }
                """);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var writer = new ProcessBuilder(java, program.toString(), file.toString()).start();
        try (var said = writer.inputReader()) {
            assertThat(said.readLine()).isEqualTo("locked");
            var failed = refusal("jdbc:duckdb:" + file);
            assertThat(failed.settings()).as(failed.getMessage()).isFalse();
            assertThat(failed.runbook()).isEqualTo(Runbook.SOURCE_UNREACHABLE);
        } finally {
            writer.destroyForcibly().onExit().join();
        }
    }

    private static SourceException refusal(String url) {
        return catchThrowableOfType(SourceException.class, () -> {
            try (var source = SourceDatabase.of(new SourceSettings(url, null, "s3cret"), 1)) {
                source.inspect(Source.table("t"));
            }
        });
    }
}
