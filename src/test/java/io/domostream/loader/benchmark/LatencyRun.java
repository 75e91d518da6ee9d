package io.domostream.loader.benchmark;

import org.jspecify.annotations.Nullable;

/** One run against a sink that takes its time. */
record LatencyRun(SinkOptions options, @Nullable Double upload, double process, SinkStats stats) {
    private static final int CONNECTIONS = 16;

    /** Megabytes sent in a second of uploading, or, where that isn't told, since the first part. */
    double rate() {
        return stats.bytes() / 1e6 / (upload != null ? upload : stats.endMillis() / 1e3);
    }

    /** Megabytes a second that all connections could carry if none were ever idle. */
    double limit() {
        int parts = Math.max(1, stats.arrivals().size());
        double part = (double) stats.bytes() / parts;
        double line = options.bytesPerSecond() > 0 ? part / options.bytesPerSecond() : 0;
        return CONNECTIONS * part / 1e6 / (line + options.latencyMillis() / 1e3);
    }
}
