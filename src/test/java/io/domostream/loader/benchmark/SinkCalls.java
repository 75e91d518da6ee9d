package io.domostream.loader.benchmark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Domo's Stream API as far as the loader calls it, and two calls of the benchmark's own below {@code /sink}. */
final class SinkCalls implements HttpHandler {
    private static final int NOT_FOUND = 404;
    private static final int ID = 3;
    private final JsonMapper json = JsonMapper.shared();
    private final SinkStreams streams = new SinkStreams();
    private volatile SinkRun run = new SinkRun(SinkOptions.atOnce(0));

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        long latency = TimeUnit.MILLISECONDS.toNanos(run.options().latencyMillis());
        if (path.startsWith("/sink/")) {
            answer(exchange, SinkRun.OK, control(exchange, path));
        } else if (path.contains("/part/")) {
            var reply = run.receive(exchange);
            later(exchange, reply.status(), reply.dueNanos(), streams.execution(null));
        } else {
            long due = System.nanoTime() + latency;
            var answer = domo(exchange, path);
            later(exchange, answer == null ? NOT_FOUND : SinkRun.OK, due, answer == null ? Map.of() : answer);
        }
    }

    private Object control(HttpExchange exchange, String path) throws IOException {
        if (path.endsWith("/reset")) {
            run = new SinkRun(json.readValue(exchange.getRequestBody().readAllBytes(), SinkOptions.class));
        }
        return run.stats();
    }

    private @Nullable Object domo(HttpExchange exchange, String path) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var call = exchange.getRequestMethod() + " " + path.replaceAll("/[0-9]+", "/N");
        return switch (call) {
            case "GET /oauth/token", "POST /oauth/token" -> Map.of("access_token", "none", "expires_in", 3600);
            case "GET /v1/streams", "GET /v1/streams/search", "GET /v1/datasets", "GET /v1/streams/N/executions" ->
                SinkStreams.nothing();
            case "POST /v1/streams" -> streams.create(json.readValue(body, new TypeReference<>() {}));
            case "GET /v1/streams/N", "PATCH /v1/streams/N" -> streams.stream(id(path));
            case "GET /v1/datasets/N" -> streams.dataSet(id(path));
            case "POST /v1/streams/N/executions", "GET /v1/streams/N/executions/N" -> streams.execution(id(path));
            case "PUT /v1/streams/N/executions/N/commit" ->
                streams.commit(id(path), run.options().rows());
            default -> null;
        };
    }

    private static long id(String path) {
        return Long.parseLong(path.split("/", -1)[ID]);
    }

    private void later(HttpExchange exchange, int status, long dueNanos, Object answer) throws IOException {
        long left = dueNanos - System.nanoTime();
        if (left <= 0) {
            answer(exchange, status, answer);
            return;
        }
        CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS).execute(() -> {
            try {
                answer(exchange, status, answer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void answer(HttpExchange exchange, int status, Object answer) throws IOException {
        try (exchange) {
            var retryAfter = run.options().refusing().retryAfterSeconds();
            if (status == SinkRun.TOO_MANY && retryAfter != null) {
                exchange.getResponseHeaders().set("Retry-After", retryAfter.toString());
            }
            var bytes = json.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
