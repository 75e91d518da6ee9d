package io.domostream.loader.simulator;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A request that Domo answers with an error. */
final class Refusal extends RuntimeException {

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
        this(status, message, Map.of("error", error, "error_description", message));
    }

    private Refusal(int status, String message, Map<String, String> more) {
        super(message);
        this.status = status;
        this.more = more;
    }

    static Refusal scope(int status, String scope) {
        var message = "Insufficient scope for this resource";
        return new Refusal(
                status, message, Map.of("error", "insufficient_scope", "error_description", message, "scope", scope));
    }

    static Refusal method(Call call) {
        return new Refusal(405, "Request method '" + call.method() + "' not supported");
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
        error.put("statusReason", reason());
        error.put("message", String.valueOf(getMessage()));
        error.put("path", path);
        error.put("toe", UUID.randomUUID().toString().substring(0, 18).toUpperCase(Locale.ROOT));
        return error;
    }

    private String reason() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 429 -> "Too Many Requests";
            default -> "Internal Server Error";
        };
    }
}
