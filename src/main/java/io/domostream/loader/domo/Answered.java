package io.domostream.loader.domo;

import feign.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer that isn't the wanted one: status, headers and body, and nothing of the request. */
final class Answered extends RuntimeException {
    private final int status;
    private final transient Map<String, Collection<String>> headers;
    private final String body;

    private Answered(int status, Map<String, Collection<String>> headers, String body) {
        super("HTTP " + status, null, false, false);
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static Answered of(Response response) {
        return new Answered(response.status(), response.headers(), body(response));
    }

    static String body(Response response) {
        if (response.body() == null) {
            return "";
        }
        try (var in = response.body().asInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    int status() {
        return status;
    }

    String body() {
        return body;
    }

    @Nullable
    String header(String name) {
        return headers.entrySet().stream()
                .filter(header -> name.equalsIgnoreCase(header.getKey()))
                .flatMap(header -> header.getValue().stream())
                .findFirst()
                .orElse(null);
    }
}
