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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
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
    private final List<Asked> tokenCalls = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SettableClock clock = new SettableClock();
    private final CompletableFuture<Void> hanging = new CompletableFuture<>();
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
        return settings(retries, Duration.ofSeconds(2));
    }

    DomoSettings settings(int retries, Duration readTimeout) {
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new DomoSettings(url, "an-id", SECRET, Duration.ofSeconds(2), readTimeout, retries);
    }

    SettableClock clock() {
        return clock;
    }

    DomoClient client() {
        return client(clock::forward);
    }

    DomoClient client(Pause pause) {
        return new DomoClient(settings(2), clock, pause, Duration.ofMillis(1));
    }

    ScriptedDomo answer(int status, String body, String... headers) {
        answers.add(new Answer(End.WHOLE, status, body, List.of(headers)));
        return this;
    }

    /** Takes the next call and closes its connection without a word. */
    ScriptedDomo cutConnection() {
        return ends(End.NOTHING, 200);
    }

    /** Answers the next call with half a body and closes its connection. */
    ScriptedDomo cutBody(int status) {
        return ends(End.HALF, status);
    }

    /** Answers the next call with half a body, and the other half never comes. */
    ScriptedDomo stallBody(int status) {
        return ends(End.HALF_AND_WAIT, status);
    }

    /** Leaves the next call without an answer for longer than anyone waits, and tells when it has come. */
    CompletableFuture<Void> hang() {
        ends(End.WAIT, 200);
        return hanging;
    }

    ScriptedDomo grant(int status, String body) {
        grants.add(new Answer(End.WHOLE, status, body, List.of()));
        return this;
    }

    private ScriptedDomo ends(End end, int status) {
        answers.add(new Answer(end, status, EXECUTION, List.of()));
        return this;
    }

    /** From now on only tokens given later are taken. */
    void forgetTokens() {
        oldestTokenTaken = tokens.get() + 1;
    }

    int tokensGiven() {
        return tokens.get();
    }

    List<Asked> tokenCalls() {
        return tokenCalls;
    }

    /** All that was asked, but for tokens. */
    List<Asked> asked() {
        return asked;
    }

    private void handle(HttpExchange exchange) throws IOException {
        var call = new Asked(
                clock.instant(),
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                Map.copyOf(exchange.getRequestHeaders()),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
        if (exchange.getRequestURI().getPath().equals("/oauth/token")) {
            tokenCalls.add(call);
            var given = grants.poll();
            given = given == null ? new Answer(End.WHOLE, 200, grantOf(tokens.incrementAndGet()), List.of()) : given;
            given.send(exchange);
            return;
        }
        asked.add(call);
        var token = exchange.getRequestHeaders().getFirst("Authorization").replace("Bearer token-", "");
        if (Integer.parseInt(token) < oldestTokenTaken) {
            new Answer(End.WHOLE, 401, "{\"error\":\"invalid_token\"}", List.of()).send(exchange);
            return;
        }
        var answer = answers.poll();
        answer = answer == null ? new Answer(End.WHOLE, 200, EXECUTION, List.of()) : answer;
        if (answer.end() == End.WAIT) {
            hanging.complete(null);
        }
        answer.send(exchange);
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
    record Asked(Instant at, String method, URI uri, Map<String, List<String>> headers, String latin1) {
        String header(String name) {
            var all = new Headers();
            all.putAll(headers);
            return String.valueOf(all.getFirst(name));
        }

        String line() {
            return method + " " + uri;
        }

        byte[] body() {
            return latin1.getBytes(StandardCharsets.ISO_8859_1);
        }

        String text() {
            return new String(body(), StandardCharsets.UTF_8);
        }
    }

    /** How far an answer gets. */
    private enum End {
        WHOLE,
        HALF,
        HALF_AND_WAIT,
        NOTHING,
        WAIT
    }

    private record Answer(End end, int status, String body, List<String> headers) {
        void send(HttpExchange exchange) throws IOException {
            for (int i = 0; i < headers.size(); i += 2) {
                exchange.getResponseHeaders().add(headers.get(i), headers.get(i + 1));
            }
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            switch (end) {
                case WHOLE -> {
                    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                    exchange.getResponseBody().write(bytes);
                }
                case HALF, HALF_AND_WAIT -> {
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
                    exchange.getResponseBody().flush();
                }
                default -> {}
            }
            if (end != End.WAIT && end != End.HALF_AND_WAIT) {
                exchange.close();
            }
        }
    }
}
