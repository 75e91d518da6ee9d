package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets and rows go to Domo alone. */
class SafeTransportTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private World world;
    private final AtomicInteger arrived = new AtomicInteger();

    @BeforeEach
    void begin() {
        world = Orders.world(folder);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void aServerThatCannotProveWhoItIsGetsNothing() throws Exception {
        var server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        listen(server);
        try {
            world.also("domo: { url: 'https://127.0.0.1:%d', retries: 0 }"
                    .formatted(server.getAddress().getPort()));
            var run = world.run("run", "orders", "--json");
            assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
            assertThat(run.json().get("message").asString()).contains("certificat");
            assertThat(arrived).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth/token", "/part/3"})
    void aRedirectIsNotFollowed(String from) throws IOException {
        var elsewhere = HttpServer.create(loopback(), 0);
        listen(elsewhere);
        try {
            world.also("domo.retries: 0");
            world.on(call -> {
                if (call.endsWith(from)) {
                    var there = "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/";
                    throw new World.Instead(307, Map.of("Location", List.of(there)));
                }
            });
            var run = world.run("run", "orders", "--json");
            assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
            assertThat(run.json().get("message").asString()).contains("307");
            assertThat(arrived).hasValue(0);
        } finally {
            elsewhere.stop(0);
        }
    }

    private void listen(HttpServer server) {
        server.createContext("/", exchange -> {
            arrived.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private SSLContext selfSigned() throws IOException, InterruptedException, GeneralSecurityException {
        var file = folder.resolve("self-signed.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(List.of(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(made).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
