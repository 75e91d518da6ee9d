package io.domostream.loader.telemetry;

import io.domostream.loader.BadSettings;
import io.micrometer.registry.otlp.AggregationTemporality;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Metrics by OTLP over HTTP: {@code management.otlp.metrics.export.*}, as Spring Boot has it. Off without a URL. */
public record OtlpSettings(
        @DefaultValue("true") boolean enabled,
        @Nullable URI url,
        @DefaultValue Map<String, String> headers,
        @DefaultValue("1m") Duration step,
        @DefaultValue("cumulative") AggregationTemporality aggregationTemporality) {
    static final String URL = "give an address with http or https, a host and no password, such as %s";

    public OtlpSettings {
        BadSettings.in("management.otlp.metrics.export")
                .require(
                        url == null || isReceiver(url),
                        "url",
                        shown(url),
                        URL.formatted("http://collector:4318/v1/metrics"))
                .require(isRegular(step), "step", step, "give more than 0s; 1m suits most")
                .orThrow();
    }

    boolean on() {
        return enabled && url != null;
    }

    static boolean isReceiver(URI url) {
        return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                && url.getHost() != null
                && url.getUserInfo() == null;
    }

    static boolean isRegular(Duration every) {
        return !every.isNegative() && every.toMillis() > 0;
    }

    /** A password may stand in it. */
    static @Nullable String shown(@Nullable URI url) {
        return url == null ? null : url.toString().replaceFirst("//[^/]*@", "//…@");
    }
}
