package io.domostream.loader.telemetry;

/** Where metrics and traces go; {@code traceIdsInLogs}: logs are for machines, so that the ids have a place there. */
public record TelemetrySettings(
        FileSettings files,
        OtlpSettings otlp,
        GatewaySettings gateway,
        TraceSettings traces,
        ResourceSettings resource,
        boolean traceIdsInLogs) {

    boolean metrics() {
        return files.on() || otlp.on() || gateway.on();
    }

    boolean tracing() {
        return traces.endpoint() != null || traceIdsInLogs;
    }
}
