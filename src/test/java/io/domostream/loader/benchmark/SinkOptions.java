package io.domostream.loader.benchmark;

import org.jspecify.annotations.Nullable;

/** How the sink answers during one run, and how many rows its DataSet has after a commit. */
record SinkOptions(long rows, long latencyMillis, long bytesPerSecond, Refusing refusing) {
    static SinkOptions atOnce(long rows) {
        return new SinkOptions(rows, 0, 0, Refusing.none());
    }

    SinkOptions withLatency(long millis) {
        return new SinkOptions(rows, millis, bytesPerSecond, refusing);
    }

    /** As if each request came over a line of its own; 0: no limit. */
    SinkOptions withBytesPerSecond(long limit) {
        return new SinkOptions(rows, latencyMillis, limit, refusing);
    }

    SinkOptions with(Refusing wanted) {
        return new SinkOptions(rows, latencyMillis, bytesPerSecond, wanted);
    }

    /** Which parts are answered with 429: every n-th, and all within a time counted from the first one; 0: none. */
    record Refusing(
            int every,
            long fromMillis,
            long forMillis,
            @Nullable Integer retryAfterSeconds) {
        static Refusing none() {
            return new Refusing(0, 0, 0, null);
        }

        boolean refuses(long part, long millis) {
            return (every > 0 && part % every == 0) || (millis >= fromMillis && millis < fromMillis + forMillis);
        }
    }
}
