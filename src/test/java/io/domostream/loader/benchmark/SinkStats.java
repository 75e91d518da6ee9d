package io.domostream.loader.benchmark;

import java.util.Comparator;
import java.util.List;

/** What the sink has taken in during one run. */
record SinkStats(List<Arrival> arrivals, int refused) {

    /** A part that was taken, and when, counted from the first byte of the first one. */
    record Arrival(long millis, long bytes, long inflated) {}

    long bytes() {
        return arrivals.stream().mapToLong(Arrival::bytes).sum();
    }

    long inflated() {
        return arrivals.stream().mapToLong(Arrival::inflated).sum();
    }

    long endMillis() {
        return arrivals.stream()
                .max(Comparator.comparingLong(Arrival::millis))
                .map(Arrival::millis)
                .orElse(0L);
    }

    /** Megabytes a second of what came in this time. */
    double rate(long fromMillis, long toMillis) {
        long taken = arrivals.stream()
                .filter(part -> part.millis() > fromMillis && part.millis() <= toMillis)
                .mapToLong(Arrival::bytes)
                .sum();
        return toMillis > fromMillis ? taken / 1e3 / (toMillis - fromMillis) : 0;
    }
}
