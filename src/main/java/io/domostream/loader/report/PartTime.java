package io.domostream.loader.report;

import java.time.Instant;

/** One part that is at Domo: how much it holds, when it had arrived, and what that took. Slices count from 0. */
public record PartTime(int number, int slice, int attempt, Size size, Instant endedAt, Took took) {

    /** {@code bytesRaw} before gzip, {@code bytesSent} after; {@code nulledValues} became null, since Domo has no form for them. */
    public record Size(long rows, long bytesRaw, long bytesSent, long nulledValues) {
        public Size(long rows, long bytesRaw, long bytesSent) {
            this(rows, bytesRaw, bytesSent, 0);
        }
    }

    /**
     * Milliseconds, in this order: waiting for a free reader, reading and compressing (which take turns), held until there
     * was room among the parts under way, sending. All 0 where it was not kept.
     */
    public record Took(long waiting, long reading, long compressing, long held, long sending) {
        public long all() {
            return waiting + working() + held;
        }

        /** Without the waits. */
        public long working() {
            return reading + compressing + sending;
        }
    }

    public Instant begunAt() {
        return endedAt.minusMillis(took.all());
    }
}
