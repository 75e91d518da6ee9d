package io.domostream.loader.domo;

import io.domostream.loader.BadSettings;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where Domo is, who asks, and how patiently: {@code domo.*}. */
public record DomoSettings(
        URI url, String clientId, String clientSecret, Duration connectTimeout, Duration readTimeout, int retries) {
    public DomoSettings {
        BadSettings.in("domo")
                .require(
                        mayCarrySecrets(url),
                        "url",
                        withoutUser(url),
                        "give https://api.domo.com; plain http only to 127.0.0.1")
                .require(given(clientId), "client-id", "missing", "give DOMO_CLIENT_ID")
                .require(given(clientSecret), "client-secret", "missing", "give DOMO_CLIENT_SECRET")
                .require(
                        positive(connectTimeout),
                        "connect-timeout",
                        connectTimeout,
                        "give more than 0, for example 10s")
                .require(positive(readTimeout), "read-timeout", readTimeout, "give more than 0, for example 5m")
                .require(retries >= 0 && retries <= 20, "retries", retries, "give 0 to 20; 5 suits most")
                .orThrow();
    }

    /** Leaves the secret out, since records are printed without a thought. */
    @Override
    public String toString() {
        return "DomoSettings[url=%s, clientId=%s, clientSecret=***, connectTimeout=%s, readTimeout=%s, retries=%d]"
                .formatted(url, clientId, connectTimeout, readTimeout, retries);
    }

    private static boolean given(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static boolean positive(@Nullable Duration duration) {
        return duration != null && !duration.isNegative() && !duration.isZero();
    }

    private static boolean mayCarrySecrets(@Nullable URI url) {
        if (url == null || url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null) {
            return false;
        }
        return "https".equalsIgnoreCase(url.getScheme())
                || ("http".equalsIgnoreCase(url.getScheme()) && isLoopback(url.getHost()));
    }

    // Only literal addresses: a name that begins with 127. may lead anywhere.
    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    private static String withoutUser(@Nullable URI url) {
        return url == null ? "missing" : url.toString().replaceFirst("//[^/]*@", "//***@");
    }
}
