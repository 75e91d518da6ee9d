package io.domostream.loader.telemetry;

import io.domostream.loader.BadSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Traces by OTLP over HTTP: {@code management.opentelemetry.tracing.export.otlp.*}, as Spring Boot has it. Without an endpoint
 * they are sent nowhere.
 */
public record TraceSettings(
        @Nullable URI endpoint,
        @DefaultValue Map<String, String> headers,
        @DefaultValue("10s") Duration timeout) {
    public TraceSettings {
        BadSettings.in("management.opentelemetry.tracing.export.otlp")
                .require(
                        endpoint == null || OtlpSettings.isReceiver(endpoint),
                        "endpoint",
                        OtlpSettings.shown(endpoint),
                        OtlpSettings.URL.formatted("http://collector:4318/v1/traces"))
                .require(OtlpSettings.isRegular(timeout), "timeout", timeout, "give more than 0s; 10s suits most")
                .orThrow();
    }
}
