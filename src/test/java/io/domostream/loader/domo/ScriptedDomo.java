package io.domostream.loader.domo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An HTTP server that answers what it was told to, in turn, and keeps what it was asked; it stops after each test. */
final class ScriptedDomo implements AfterEachCallback {
    static final String SECRET = "very-secret-words";
    static final String EXECUTION = "{\"id\":7,\"currentState\":\"ACTIVE\",\"createdAt\":\"2016-06-16T17:54:01Z\"}";

    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> grants = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SettableClock clock = new SettableClock();
    private final HttpServer server;
    private volatile int oldestTokenTaken;

    ScriptedDomo() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    DomoSettings settings(int retries) {
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new DomoSettings(url, "an-id", SECRET, Duration.ofSeconds(2), Duration.ofSeconds(2), retries);
    }

    SettableClock clock() {
        return clock;
    }

    DomoClient client() {
        return new DomoClient(settings(2), clock, Duration.ofMillis(10));
    }

    ScriptedDomo answer(int status, String body, String... headers) {
        answers.add(new Answer(status, body, List.of(headers)));
        return this;
    }

    ScriptedDomo cutConnection() {
        return answer(0, "");
    }

    /** Leaves the next call without an answer for longer than anyone waits. */
    void hang() {
        answer(-1, "");
    }

    ScriptedDomo grant(int status, String body) {
        grants.add(new Answer(status, body, List.of()));
        return this;
    }

    /** From now on only tokens given later are taken. */
    void forgetTokens() {
        oldestTokenTaken = tokens.get() + 1;
    }

    int tokensGiven() {
        return tokens.get();
    }

    /** All that was asked, but for tokens. */
    List<Asked> asked() {
        return asked;
    }

    private void handle(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestURI().getPath().equals("/oauth/token")) {
            var given = grants.poll();
            given = given == null ? new Answer(200, grantOf(tokens.incrementAndGet()), List.of()) : given;
            given.send(exchange);
            return;
        }
        var headers = Map.copyOf(exchange.getRequestHeaders());
        asked.add(new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                headers,
                new String(body, StandardCharsets.ISO_8859_1)));
        var token = exchange.getRequestHeaders().getFirst("Authorization").replace("Bearer token-", "");
        if (Integer.parseInt(token) < oldestTokenTaken) {
            new Answer(401, "{\"error\":\"invalid_token\"}", List.of()).send(exchange);
            return;
        }
        var answer = answers.poll();
        (answer == null ? new Answer(200, EXECUTION, List.of()) : answer).send(exchange);
    }

    private static String grantOf(int number) {
        return "{\"access_token\":\"token-%d\",\"token_type\":\"bearer\",\"expires_in\":3599}".formatted(number);
    }

    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stop();
    }

    /** A call as it was on the wire. */
    record Asked(String method, URI uri, Map<String, List<String>> headers, String latin1) {
        String header(String name) {
            var all = new Headers();
            all.putAll(headers);
            return String.valueOf(all.getFirst(name));
        }

        byte[] body() {
            return latin1.getBytes(StandardCharsets.ISO_8859_1);
        }

        String text() {
            return new String(body(), StandardCharsets.UTF_8);
        }
    }

    private record Answer(int status, String body, List<String> headers) {
        void send(HttpExchange exchange) throws IOException {
            if (status == -1) {
                return;
            }
            if (status == 0) {
                exchange.close();
                return;
            }
            for (int i = 0; i < headers.size(); i += 2) {
                exchange.getResponseHeaders().add(headers.get(i), headers.get(i + 1));
            }
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }
    }
}
