package io.domostream.loader.report;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Where the time of an upload's workers goes, summed over all of them: what to look at when a load is slow. */
public final class WorkerTimes {
    private static final double NANOS = 1e9;
    private final Map<Doing, LongAdder> nanos = new EnumMap<>(Doing.class);
    private final LongAdder all = new LongAdder();
    private final LongSupplier now;

    WorkerTimes(LongSupplier now) {
        this.now = now;
        for (var doing : Doing.values()) {
            nanos.put(doing, new LongAdder());
        }
    }

    /** What a worker does; recording, at the job repository, is what is left of its time. */
    public enum Doing {
        READ,
        COMPRESS,
        SEND,
        WAIT
    }

    /** In nanoseconds; only differences mean something. */
    public long now() {
        return now.getAsLong();
    }

    public void add(Doing doing, long spent) {
        adder(doing).add(spent);
    }

    /** A worker's time in all. */
    public void addAll(long spent) {
        all.add(spent);
    }

    /** Seconds by what they were spent on. */
    public Map<String, Double> seconds() {
        var seconds = new LinkedHashMap<String, Double>();
        long left = all.sum();
        for (var doing : Doing.values()) {
            long spent = adder(doing).sum();
            left -= spent;
            seconds.put(doing.name().toLowerCase(Locale.ROOT), rounded(spent));
        }
        seconds.put("record", rounded(Math.max(0, left)));
        return seconds;
    }

    private LongAdder adder(Doing doing) {
        return Objects.requireNonNull(nanos.get(doing));
    }

    private static double rounded(long spent) {
        return Math.round(spent / NANOS * 1000) / 1000.0;
    }
}
