package io.domostream.loader.report;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/** What was done: in all, by attempt, over time, and part by part. {@code largest} and {@code slowest} are parts' numbers. */
public record Work(
        Totals totals,
        List<Attempt> attempts,
        List<Throughput.Rate> throughput,
        List<Integer> largest,
        List<Integer> slowest,
        List<PartTime> parts) {
    private static final int SHOWN = 5;
    private static final double MEGA = 1e6;

    /** {@code parts} is what the run has in all, 0 as long as it is not known. */
    public record Totals(
            int parts, int partsDone, long rows, long bytesRaw, long bytesSent, long nulledValues, Speed speed) {}

    /** Of the times in which parts were under way: pauses between attempts don't count. */
    public record Speed(double seconds, long rowsPerSecond, double megabytesPerSecond) {}

    public static Work of(int all, List<Attempt> attempts, List<PartTime> parts) {
        double seconds = attempts.stream()
                .mapToDouble(attempt -> seconds(ofAttempt(attempt.number(), parts)))
                .sum();
        long rows = sum(parts, part -> part.size().rows());
        long raw = sum(parts, part -> part.size().bytesRaw());
        var speed = seconds == 0
                ? new Speed(0, 0, 0)
                : new Speed(seconds, Math.round(rows / seconds), Math.round(raw / MEGA / seconds * 10) / 10.0);
        return new Work(
                new Totals(
                        all,
                        parts.size(),
                        rows,
                        raw,
                        sum(parts, part -> part.size().bytesSent()),
                        sum(parts, part -> part.size().nulledValues()),
                        speed),
                List.copyOf(attempts),
                Throughput.of(parts),
                most(parts, part -> part.size().bytesRaw()),
                most(parts, part -> part.took().working()),
                List.copyOf(parts));
    }

    public List<PartTime> ofAttempt(int attempt) {
        return ofAttempt(attempt, parts);
    }

    private static List<PartTime> ofAttempt(int attempt, List<PartTime> parts) {
        return parts.stream().filter(part -> part.attempt() == attempt).toList();
    }

    private static double seconds(List<PartTime> parts) {
        if (parts.isEmpty()) {
            return 0;
        }
        var begun = parts.stream().map(PartTime::begunAt).min(Comparator.naturalOrder());
        var ended = parts.stream().map(PartTime::endedAt).max(Comparator.naturalOrder());
        return Math.max(
                        1,
                        Duration.between(begun.orElseThrow(), ended.orElseThrow())
                                .toMillis())
                / 1e3;
    }

    private static long sum(List<PartTime> parts, ToLongFunction<PartTime> what) {
        return parts.stream().mapToLong(what).sum();
    }

    private static List<Integer> most(List<PartTime> parts, ToLongFunction<PartTime> what) {
        return parts.stream()
                .filter(part -> what.applyAsLong(part) > 0)
                .sorted(Comparator.comparingLong(what).reversed().thenComparing(PartTime::number))
                .limit(SHOWN)
                .map(PartTime::number)
                .toList();
    }
}
