package io.domostream.loader.command;

import io.domostream.loader.telemetry.FileSettings;
import io.domostream.loader.telemetry.GatewaySettings;
import io.domostream.loader.telemetry.OtlpSettings;
import io.domostream.loader.telemetry.ResourceSettings;
import io.domostream.loader.telemetry.TelemetrySettings;
import io.domostream.loader.telemetry.TraceSettings;
import org.jspecify.annotations.Nullable;

/** Reads where metrics and traces go; most of it by the names that Spring Boot gives it. */
final class TelemetryReading {
    private TelemetryReading() {}

    /** Null where there is a mistake, which is noted then. */
    static @Nullable TelemetrySettings read(Binding binding) {
        var files = binding.check("metrics", FileSettings.class);
        var otlp = binding.check("management.otlp.metrics.export", OtlpSettings.class);
        var gateway = binding.check("management.prometheus.metrics.export.pushgateway", GatewaySettings.class);
        var traces = binding.check("management.opentelemetry.tracing.export.otlp", TraceSettings.class);
        var resource = binding.check("management.opentelemetry", ResourceSettings.class);
        boolean idsInLogs = binding.text("logging.structured.format.console") != null;
        return files == null || otlp == null || gateway == null || traces == null || resource == null
                ? null
                : new TelemetrySettings(files, otlp, gateway, traces, resource, idsInLogs);
    }
}
