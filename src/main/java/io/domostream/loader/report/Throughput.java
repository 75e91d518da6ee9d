package io.domostream.loader.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** How fast parts went out, over time: each part's rows are spread evenly over the time it took to send it. */
public final class Throughput {
    private static final int BINS = 60;
    private static final int SHORTEST_MILLIS = 100;
    private static final double MEGA = 1e6;
    private final long from;
    private final long binMillis;
    private final double[] rows;
    private final double[] bytes;

    /** Rows and megabytes (of CSV) a second, from {@code at} on for {@code seconds}. */
    public record Rate(int attempt, Instant at, double seconds, long rowsPerSecond, double megabytesPerSecond) {}

    private Throughput(List<PartTime> parts) {
        from = parts.stream().mapToLong(Throughput::sent).min().orElseThrow();
        long to = parts.stream()
                .mapToLong(part -> part.endedAt().toEpochMilli())
                .max()
                .orElseThrow();
        int bins = (int) Math.max(1, Math.min(BINS, (to - from) / SHORTEST_MILLIS));
        binMillis = (to - from) / bins + 1;
        rows = new double[bins];
        bytes = new double[bins];
        parts.forEach(this::add);
    }

    static List<Rate> of(List<PartTime> parts) {
        var rates = new ArrayList<Rate>();
        parts.stream()
                .collect(Collectors.groupingBy(PartTime::attempt, LinkedHashMap::new, Collectors.toList()))
                .forEach((attempt, its) -> rates.addAll(new Throughput(its).rates(attempt)));
        return rates;
    }

    private static long sent(PartTime part) {
        return part.endedAt().toEpochMilli() - Math.max(1, part.took().sending());
    }

    private void add(PartTime part) {
        long begun = sent(part) - from;
        long ended = part.endedAt().toEpochMilli() - from;
        for (int bin = (int) (begun / binMillis); bin <= ended / binMillis && bin < rows.length; bin++) {
            long within = Math.min(ended, (bin + 1) * binMillis) - Math.max(begun, bin * binMillis);
            double share = (double) Math.max(0, within) / (ended - begun);
            rows[bin] += share * part.size().rows();
            bytes[bin] += share * part.size().bytesRaw();
        }
    }

    private List<Rate> rates(int attempt) {
        double seconds = binMillis / 1e3;
        var rates = new ArrayList<Rate>();
        for (int bin = 0; bin < rows.length; bin++) {
            rates.add(new Rate(
                    attempt,
                    Instant.ofEpochMilli(from + bin * binMillis),
                    seconds,
                    Math.round(rows[bin] / seconds),
                    Math.round(bytes[bin] / MEGA / seconds * 10) / 10.0));
        }
        return rates;
    }
}
