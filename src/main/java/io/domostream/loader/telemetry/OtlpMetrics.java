package io.domostream.loader.telemetry;

import io.micrometer.core.ipc.http.HttpUrlConnectionSender;
import io.micrometer.registry.otlp.AggregationTemporality;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpHttpMetricsSender;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Metrics by OTLP; what no setting says may be said by OpenTelemetry's own environment variables. */
record OtlpMetrics(OtlpSettings settings, ResourceSettings resource) implements OtlpConfig {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(3);

    static OtlpMeterRegistry registry(OtlpSettings settings, ResourceSettings resource) {
        var warning = new OneWarning("metrics can't be sent to " + settings.url());
        var sender = new OtlpHttpMetricsSender(new HttpUrlConnectionSender(CONNECT, READ));
        return OtlpMeterRegistry.builder(new OtlpMetrics(settings, resource))
                .metricsSender(request -> {
                    try {
                        sender.send(request);
                    } catch (Exception e) {
                        warning.tell(e);
                    }
                })
                .build();
    }

    @Override
    public @Nullable String get(String key) {
        return null;
    }

    @Override
    public String url() {
        return Objects.requireNonNull(settings.url()).toString();
    }

    @Override
    public Duration step() {
        return settings.step();
    }

    @Override
    public Map<String, String> headers() {
        return settings.headers().isEmpty() ? OtlpConfig.super.headers() : settings.headers();
    }

    @Override
    public AggregationTemporality aggregationTemporality() {
        return settings.aggregationTemporality();
    }

    @Override
    public Map<String, String> resourceAttributes() {
        var attributes = new TreeMap<>(resource.named());
        attributes.putAll(OtlpConfig.super.resourceAttributes());
        attributes.putAll(resource.resourceAttributes());
        return attributes;
    }
}
