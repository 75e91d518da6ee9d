package io.domostream.loader.telemetry;

import io.domostream.loader.BadSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Prometheus' push gateway: {@code management.prometheus.metrics.export.pushgateway.*}, as Spring Boot has it. Off unless it is
 * enabled, or has an address.
 */
public record GatewaySettings(
        @Nullable Boolean enabled,
        @Nullable String address,
        @DefaultValue("http") Scheme scheme,
        @Nullable String username,
        @Nullable String password,
        @Nullable String token,
        @DefaultValue("1m") Duration pushRate,
        @DefaultValue("domo-stream-loader") String job,
        @DefaultValue Map<String, String> groupingKey) {

    /** How it is reached. */
    public enum Scheme {
        HTTP,
        HTTPS
    }

    public GatewaySettings {
        BadSettings.in("management.prometheus.metrics.export.pushgateway")
                .require(
                        address == null || address.matches("[^/@\\s:]+:\\d+"),
                        "address",
                        address == null || address.contains("@") ? "not shown" : address,
                        "give HOST:PORT, such as pushgateway:9091")
                .require(OtlpSettings.isRegular(pushRate), "push-rate", pushRate, "give more than 0s; 1m suits most")
                .require(isWord(job), "job", job, "give a word without a slash")
                .require(
                        groupingKey.keySet().stream().allMatch(key -> key.matches("[a-zA-Z_][a-zA-Z0-9_]*"))
                                && groupingKey.values().stream().allMatch(GatewaySettings::isWord)
                                && !groupingKey.containsKey("load"),
                        "grouping-key",
                        groupingKey,
                        "give names of letters, digits and _ other than load, with values without a slash")
                .orThrow();
    }

    boolean on() {
        return enabled == null ? address != null : enabled;
    }

    /** Where the load's metrics are kept: a group of its own, since a push replaces all of its group. */
    URI group(String load) {
        var group = new LinkedHashMap<>(groupingKey);
        group.put("load", load);
        var path = new StringBuilder("/metrics/job/").append(segment(job));
        group.forEach((key, value) -> path.append('/').append(key).append('/').append(segment(value)));
        return URI.create("%s://%s%s"
                .formatted(
                        scheme == Scheme.HTTP ? "http" : "https",
                        Objects.requireNonNullElse(address, "localhost:9091"),
                        path));
    }

    /** The Authorization header, or null. */
    @Nullable
    String authorization() {
        if (token != null) {
            return "Bearer " + token;
        }
        if (username == null || password == null) {
            return null;
        }
        return "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isWord(String text) {
        return !text.isBlank() && !text.contains("/");
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
