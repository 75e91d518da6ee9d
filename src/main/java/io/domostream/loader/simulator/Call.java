package io.domostream.loader.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One request as the handlers see it, and the one way it is answered. */
final class Call {

    private final HttpExchange exchange;
    private final JsonMapper json;
    private final List<String> path;
    private final Query query;

    Call(HttpExchange exchange, JsonMapper json) {
        this.exchange = exchange;
        this.json = json;
        // A trailing slash makes no difference: one SDK sends it.
        this.path = Stream.of(exchange.getRequestURI().getPath().split("/", -1))
                .filter(segment -> !segment.isBlank())
                .toList();
        this.query = Query.of(exchange.getRequestURI().getRawQuery());
    }

    String method() {
        return exchange.getRequestMethod();
    }

    List<String> path() {
        return path;
    }

    @Nullable
    String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    Query query() {
        return query;
    }

    InputStream body() {
        return exchange.getRequestBody();
    }

    /** The JSON object sent; no body, {@code ""} and {@code null} count as an empty one. */
    JsonNode object() throws IOException {
        var text = text();
        try {
            var node = text.isBlank() ? json.createObjectNode() : json.readTree(text);
            return node.isObject() ? node : json.createObjectNode();
        } catch (JacksonException e) {
            throw new Refusal(400, "The request body is not JSON", e);
        }
    }

    String text() throws IOException {
        var bytes = new ByteArrayOutputStream();
        body().transferTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    void location(String place) {
        exchange.getResponseHeaders().set("Location", "http://" + header("Host") + place);
    }

    void answer(int status, @Nullable Object body) throws IOException {
        drain();
        exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
        if (body == null) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        var bytes = json.writeValueAsBytes(body);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    OutputStream answerCsv() throws IOException {
        drain();
        exchange.getResponseHeaders().set("Content-Type", "text/csv;charset=UTF-8");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    void refuse(Refusal refusal) throws IOException {
        answer(refusal.status(), refusal.json(exchange.getRequestURI().getPath()));
    }

    // A client still sending would see a reset instead of the answer.
    private void drain() throws IOException {
        body().transferTo(OutputStream.nullOutputStream());
    }
}
