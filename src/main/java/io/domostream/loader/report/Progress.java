package io.domostream.loader.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/** Counts what is done, and says it in a line. */
public final class Progress {
    private static final double MEGA = 1_000_000.0;
    private final Clock clock;
    private final IntSupplier retries;
    private final AtomicInteger parts = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger doneBefore = new AtomicInteger();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong raw = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private volatile Instant begun;

    public Progress(Clock clock, IntSupplier retries) {
        this.clock = clock;
        this.retries = retries;
        this.begun = clock.instant();
    }

    /** The upload begins: parts in all, and those already there. */
    public void begin(int all, int there) {
        begun = clock.instant();
        parts.set(all);
        done.set(there);
        doneBefore.set(there);
    }

    public void partDone(long partRows, long rawBytes, long sentBytes) {
        rows.addAndGet(partRows);
        raw.addAndGet(rawBytes);
        sent.addAndGet(sentBytes);
        done.incrementAndGet();
    }

    /** Says whether parts are being sent, so that a line is worth printing. */
    public boolean uploading() {
        return parts.get() > 0 && done.get() < parts.get();
    }

    public String line() {
        double seconds =
                Math.max(0.001, Duration.between(begun, clock.instant()).toMillis() / 1000.0);
        int now = done.get() - doneBefore.get();
        long left = now == 0 ? -1 : Math.round(seconds / now * (parts.get() - done.get()));
        return "parts %d of %d, %d rows/s, %.1f MB/s, %s left, %d retries"
                .formatted(
                        done.get(),
                        parts.get(),
                        Math.round(rows.get() / seconds),
                        raw.get() / MEGA / seconds,
                        left < 0 ? "? s" : left + " s",
                        retries.getAsInt());
    }
}
