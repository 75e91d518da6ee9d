package io.domostream.loader.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One request as the handlers see it, and the one way it is answered. */
final class Call {

    private static final Map<Integer, String> REASONS = Map.of(
            400,
            "Bad Request",
            401,
            "Unauthorized",
            403,
            "Forbidden",
            404,
            "Not Found",
            405,
            "Method Not Allowed",
            409,
            "Conflict",
            429,
            "Too Many Requests",
            500,
            "Internal Server Error",
            503,
            "Service Unavailable");

    private final HttpExchange exchange;
    private final JsonMapper json;
    private final List<String> path;
    private final Map<String, String> query;

    Call(HttpExchange exchange, JsonMapper json) {
        this.exchange = exchange;
        this.json = json;
        // A trailing slash makes no difference: one SDK sends it.
        this.path = Stream.of(exchange.getRequestURI().getPath().split("/", -1))
                .filter(segment -> !segment.isBlank())
                .toList();
        this.query = form(exchange.getRequestURI().getRawQuery());
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

    Map<String, String> query() {
        return query;
    }

    InputStream body() {
        return exchange.getRequestBody();
    }

    /** A whole number of the query, never below zero. */
    long number(String name, long otherwise) {
        var value = query.get(name);
        try {
            return value == null || value.isBlank() ? otherwise : Math.max(0, Long.parseLong(value));
        } catch (NumberFormatException e) {
            throw new Refusal(400, name + " is not a number", e);
        }
    }

    <T> Stream<T> page(Stream<T> all) {
        // Vendor examples ask for 1000: the limit is clamped, not refused.
        return all.skip(number("offset", 0)).limit(Math.min(500, number("limit", 50)));
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
        var error = new LinkedHashMap<String, Object>(refusal.more);
        error.put("status", refusal.status);
        error.put("statusReason", REASONS.getOrDefault(refusal.status, "Error"));
        error.put("message", String.valueOf(refusal.getMessage()));
        error.put("path", exchange.getRequestURI().getPath());
        error.put("toe", UUID.randomUUID().toString().substring(0, 18).toUpperCase(Locale.ROOT));
        answer(refusal.status, error);
    }

    // A client still sending would see a reset instead of the answer.
    private void drain() throws IOException {
        body().transferTo(OutputStream.nullOutputStream());
    }

    static Map<String, String> form(@Nullable String encoded) {
        var values = new HashMap<String, String>();
        for (var pair : encoded == null ? new String[0] : encoded.strip().split("&", -1)) {
            var parts = pair.split("=", 2);
            values.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // sent unencoded, as some clients do: taken as it is
        }
    }

    /** A request that Domo answers with an error. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final transient Map<String, String> more;

        Refusal(int status, String message) {
            super(message);
            this.status = status;
            this.more = Map.of();
        }

        Refusal(int status, String message, Throwable cause) {
            super(message, cause);
            this.status = status;
            this.more = Map.of();
        }

        Refusal(int status, String error, String message) {
            super(message);
            this.status = status;
            this.more = Map.of("error", error, "error_description", message);
        }

        static Refusal unknown(String thing) {
            return new Refusal(404, thing + " not found");
        }
    }
}
