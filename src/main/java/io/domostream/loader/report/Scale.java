package io.domostream.loader.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts moments onto a picture's width of 1000 units. */
public record Scale(long fromMillis, long toMillis) {
    static final double WIDTH = 1000;
    private static final int TICKS = 6;
    private static final long[] STEPS_SECONDS = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200
    };
    private static final long[] STEPS_MILLIS = {10, 20, 50, 100, 200, 500};

    /** A mark on the axis: per cent of the width, and the time since the beginning. */
    public record Tick(double percent, String label) {}

    static Scale of(List<PartTime> parts) {
        long from = parts.stream()
                .mapToLong(part -> part.begunAt().toEpochMilli())
                .min()
                .orElse(0);
        long to = parts.stream()
                .mapToLong(part -> part.endedAt().toEpochMilli())
                .max()
                .orElse(0);
        return new Scale(from, Math.max(to, from + 1));
    }

    long millis() {
        return toMillis - fromMillis;
    }

    double x(long millis) {
        return (millis - fromMillis) * WIDTH / millis();
    }

    Instant from() {
        return Instant.ofEpochMilli(fromMillis);
    }

    List<Tick> ticks() {
        long step = step();
        var ticks = new ArrayList<Tick>();
        for (long at = 0; at <= millis(); at += step) {
            ticks.add(new Tick(x(fromMillis + at) * 100 / WIDTH, label(at)));
        }
        return ticks;
    }

    private long step() {
        long all = millis();
        for (long millis : STEPS_MILLIS) {
            if (all / millis < TICKS) {
                return millis;
            }
        }
        for (long seconds : STEPS_SECONDS) {
            if (all / (seconds * 1000) < TICKS) {
                return seconds * 1000;
            }
        }
        return 86_400_000;
    }

    private static String label(long millis) {
        if (millis == 0) {
            return "0";
        }
        if (millis % 1000 != 0) {
            return String.format(Locale.ROOT, millis % 100 == 0 ? "%.1f s" : "%.2f s", millis / 1e3);
        }
        long seconds = millis / 1000;
        if (seconds % 3600 == 0) {
            return seconds / 3600 + " h";
        }
        return seconds % 60 == 0
                ? seconds / 60 + " min"
                : seconds < 60 ? seconds + " s" : "%d:%02d".formatted(seconds / 60, seconds % 60);
    }
}
