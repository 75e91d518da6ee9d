package io.domostream.loader.telemetry;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The ids of the span under way, for every log line: {@code traceId} and {@code spanId}, by the names Spring Boot gives them. */
record TraceIds(Tracer tracer) implements ObservationHandler<Observation.Context> {
    private static final String TRACE = "traceId";
    private static final String SPAN = "spanId";

    @Override
    public void onScopeOpened(Observation.Context context) {
        TracingContext tracing = context.get(TracingContext.class);
        show(tracing == null ? null : tracing.getSpan());
    }

    @Override
    public void onScopeClosed(Observation.Context context) {
        // Handlers are told of an end in the opposite order: this is the span around.
        show(tracer.currentSpan());
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return true;
    }

    private static void show(@Nullable Span span) {
        if (span == null) {
            MDC.remove(TRACE);
            MDC.remove(SPAN);
        } else {
            MDC.put(TRACE, span.context().traceId());
            MDC.put(SPAN, span.context().spanId());
        }
    }
}
