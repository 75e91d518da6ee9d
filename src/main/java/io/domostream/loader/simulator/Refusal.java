package io.domostream.loader.simulator;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A request that Domo answers with an error. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;
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

    int status() {
        return status;
    }

    /** The body of the answer: status and message are always there. */
    Map<String, Object> json(String path) {
        var error = new LinkedHashMap<String, Object>(more);
        error.put("status", status);
        error.put("statusReason", REASONS.getOrDefault(status, "Error"));
        error.put("message", String.valueOf(getMessage()));
        error.put("path", path);
        error.put("toe", UUID.randomUUID().toString().substring(0, 18).toUpperCase(Locale.ROOT));
        return error;
    }
}
