package io.domostream.loader.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** Sends spans as another does, and says once that it fails. */
record WatchedExporter(SpanExporter exporter, OneWarning warning) implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        var sent = exporter.export(spans);
        return sent.whenComplete(() -> {
            if (!sent.isSuccess()) {
                warning.tell(sent.getFailureThrowable());
            }
        });
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
