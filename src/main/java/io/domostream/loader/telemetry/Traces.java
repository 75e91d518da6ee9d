package io.domostream.loader.telemetry;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.util.concurrent.TimeUnit;

/** A trace for each run: every one is kept, and sent where there is an endpoint. */
final class Traces implements AutoCloseable {
    private static final String SCOPE = "io.domostream.loader";
    private static final int LAST_WORD_SECONDS = 5;
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    Traces(TraceSettings settings, ResourceSettings resource) {
        var attributes = Attributes.builder();
        resource.named().forEach(attributes::put);
        var builder = SdkTracerProvider.builder().setResource(Resource.create(attributes.build()));
        var endpoint = settings.endpoint();
        if (endpoint != null) {
            var exporter = OtlpHttpSpanExporter.builder()
                    .setEndpoint(endpoint.toString())
                    .setTimeout(settings.timeout())
                    // The process can't wait for a receiver that is away.
                    .setRetryPolicy(null);
            settings.headers().forEach(exporter::addHeader);
            var watched = new WatchedExporter(exporter.build(), new OneWarning("traces can't be sent to " + endpoint));
            builder.addSpanProcessor(BatchSpanProcessor.builder(watched).build());
        }
        provider = builder.build();
        tracer = new OtelTracer(provider.get(SCOPE), new OtelCurrentTraceContext(), event -> {});
    }

    void follow(ObservationRegistry observations) {
        observations
                .observationConfig()
                .observationHandler(new TraceIds(tracer))
                .observationHandler(new DefaultTracingObservationHandler(tracer));
    }

    @Override
    public void close() {
        provider.shutdown().join(LAST_WORD_SECONDS, TimeUnit.SECONDS);
    }
}
