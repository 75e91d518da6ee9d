package io.domostream.loader.report;

import io.domostream.loader.Effort;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Counts what is done, and says it in a line. */
public final class Progress {
    private static final double MEGA = 1_000_000.0;
    private static final double MILLIS = 1000.0;
    private final Clock clock;
    private final Supplier<Effort> effort;
    private final AtomicInteger parts = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger doneBefore = new AtomicInteger();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong raw = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicInteger sentParts = new AtomicInteger();
    private volatile Sent before = new Sent(0, 0, 0, 0);
    private final AtomicLong commitWaitMillis = new AtomicLong();
    private final WorkerTimes times;
    private volatile Instant begun;
    private volatile Instant lastPart;

    /** {@code nanos} counts on steadily, from anywhere. */
    public Progress(Clock clock, Supplier<Effort> effort, LongSupplier nanos) {
        this.times = new WorkerTimes(nanos);
        this.clock = clock;
        this.effort = effort;
        this.begun = clock.instant();
        this.lastPart = begun;
    }

    /** How fast parts went out, from the first one's begin to the last one's end. */
    public record Rates(long rowsASecond, double megabytesASecond, int retries) {}

    /** What was sent: parts, and their rows and bytes. */
    public record Sent(int parts, long rows, long csvBytes, long sentBytes) {}

    /** The run's parts, all and done; and what this process and its workers have sent, and it has waited for and met with so far. */
    public record Counts(
            int partsPlanned,
            int partsDone,
            int parts,
            long rows,
            long csvBytes,
            long sentBytes,
            long commitWaitMillis,
            Effort effort) {}

    public Counts counts() {
        return new Counts(
                parts.get(),
                done.get(),
                sentParts.get(),
                rows.get(),
                raw.get(),
                sent.get(),
                commitWaitMillis.get(),
                effort.get());
    }

    /** Domo took no commit for this long. */
    public void commitWaited(Duration time) {
        commitWaitMillis.addAndGet(time.toMillis());
    }

    public WorkerTimes times() {
        return times;
    }

    /** The upload begins: parts in all, and those already there. */
    public void begin(int all, int there) {
        begun = clock.instant();
        lastPart = begun;
        parts.set(all);
        done.set(there);
        doneBefore.set(there);
        before = new Sent(sentParts.get(), rows.get(), raw.get(), sent.get());
    }

    public void partDone(long partRows, long rawBytes, long sentBytes) {
        rows.addAndGet(partRows);
        raw.addAndGet(rawBytes);
        sent.addAndGet(sentBytes);
        sentParts.incrementAndGet();
        lastPart = clock.instant();
        done.incrementAndGet();
    }

    /** What other processes have sent in all since the upload began. */
    public void seen(Sent byOthers) {
        rows.set(before.rows + byOthers.rows);
        raw.set(before.csvBytes + byOthers.csvBytes);
        sent.set(before.sentBytes + byOthers.sentBytes);
        sentParts.set(before.parts + byOthers.parts);
        if (done.getAndSet(doneBefore.get() + byOthers.parts) < doneBefore.get() + byOthers.parts) {
            lastPart = clock.instant();
        }
    }

    /** Says whether parts are being sent, so that a line is worth printing. */
    public boolean uploading() {
        return parts.get() > 0 && done.get() < parts.get();
    }

    public Rates rates() {
        return rates(lastPart);
    }

    public String line() {
        var now = clock.instant();
        var rates = rates(now);
        int here = done.get() - doneBefore.get();
        var left = here == 0 ? "?" : String.valueOf(Math.round(seconds(now) / here * (parts.get() - done.get())));
        return String.format(
                Locale.ROOT,
                "parts %d of %d, %d rows/s, %.1f MB/s, %s s left, %d retries",
                done.get(),
                parts.get(),
                rates.rowsASecond(),
                rates.megabytesASecond(),
                left,
                rates.retries());
    }

    private Rates rates(Instant until) {
        double seconds = seconds(until);
        return new Rates(
                Math.round(rows.get() / seconds),
                raw.get() / MEGA / seconds,
                effort.get().retries());
    }

    private double seconds(Instant until) {
        return Math.max(1, Duration.between(begun, until).toMillis()) / MILLIS;
    }
}
