package io.domostream.loader.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The picture of one attempt's upload: who did what when, and how many rows a second came of it. */
public record Timeline(int attempt, List<PartTime> parts, List<Lane> lanes, Drawn drawn, Rates rates, Axis axis) {
    private static final int LANE = 14;
    private static final int THIN_LANE = 6;
    private static final int STACK_HEIGHT = 180;
    private static final int RATES_HEIGHT = 80;
    private static final int EACH_PART_AT_MOST = 1000;
    private static final int EACH_NAMED_AT_MOST = 300;
    private static final int SHOWN_AT_MOST = 6;

    /**
     * {@code strips}: a path for each doing; {@code named}: where a pointer is told which part it is on; {@code atOnce}: 0
     * where each lane is drawn, else so many slices at once are the whole height.
     */
    public record Drawn(int height, Map<Doing, String> strips, List<Named> named, long atOnce) {}

    /** A part's place. */
    public record Named(String x, int y, String width, int height, String title) {}

    /** The bars of the throughput, and what the highest of them stands for. */
    public record Rates(String bars, long most, List<Throughput.Rate> each) {}

    public record Axis(Instant from, List<Scale.Tick> ticks) {}

    /** Each lane is one slice, by its number. */
    public boolean numbered() {
        return parts.stream().map(PartTime::slice).distinct().count() <= Lane.OWN_LANE_EACH;
    }

    /** Of the last attempts that sent a part. */
    static List<Timeline> of(Work work) {
        var attempts = work.attempts().stream()
                .filter(attempt -> !work.ofAttempt(attempt.number()).isEmpty())
                .toList();
        var shown = attempts.subList(Math.max(0, attempts.size() - SHOWN_AT_MOST), attempts.size());
        return shown.stream().map(attempt -> of(attempt.number(), work)).toList();
    }

    private static Timeline of(int attempt, Work work) {
        var parts = work.ofAttempt(attempt);
        var scale = Scale.of(parts);
        var lanes = Lane.of(parts);
        var rates = work.throughput().stream()
                .filter(rate -> rate.attempt() == attempt)
                .toList();
        return new Timeline(
                attempt,
                parts,
                lanes,
                parts.size() > EACH_PART_AT_MOST ? stacked(parts, scale) : drawn(parts, lanes, scale),
                rates(rates, scale),
                new Axis(scale.from(), scale.ticks()));
    }

    private static Drawn stacked(List<PartTime> parts, Scale scale) {
        var stack = Stack.of(parts, scale);
        return new Drawn(STACK_HEIGHT, stack.paths(STACK_HEIGHT), List.of(), Math.max(1, Math.round(stack.most())));
    }

    private static Drawn drawn(List<PartTime> parts, List<Lane> lanes, Scale scale) {
        int height = lanes.size() > Lane.OWN_LANE_EACH ? THIN_LANE : LANE;
        var named = parts.size() > EACH_NAMED_AT_MOST ? List.<Named>of() : named(lanes, scale, height);
        return new Drawn(lanes.size() * height, Strips.of(lanes, scale, height), named, 0);
    }

    private static List<Named> named(List<Lane> lanes, Scale scale, int height) {
        var named = new ArrayList<Named>();
        for (int i = 0; i < lanes.size(); i++) {
            for (var part : lanes.get(i).parts()) {
                double x = scale.x(part.begunAt().toEpochMilli());
                double width = scale.x(part.endedAt().toEpochMilli()) - x;
                named.add(new Named(Svg.number(x), i * height, Svg.number(Math.max(width, 1)), height, title(part)));
            }
        }
        return named;
    }

    private static String title(PartTime part) {
        var text = new StringBuilder("Part %d: %s, %s as %s"
                .formatted(
                        part.number(),
                        Human.counted(part.size().rows(), "row"),
                        Human.bytes(part.size().bytesRaw()),
                        Human.bytes(part.size().bytesSent())));
        for (var doing : Doing.values()) {
            long millis = doing.millis(part.took());
            if (millis > 0) {
                text.append("; ").append(doing.shown()).append(' ').append(Human.seconds(millis / 1e3));
            }
        }
        return text.toString();
    }

    private static Rates rates(List<Throughput.Rate> each, Scale scale) {
        long most = Math.max(
                1, each.stream().mapToLong(Throughput.Rate::rowsPerSecond).max().orElse(1));
        var bars = new StringBuilder();
        for (var rate : each) {
            double x = scale.x(rate.at().toEpochMilli());
            double width = rate.seconds() * 1e3 * Scale.WIDTH / scale.millis();
            double height = (double) rate.rowsPerSecond() * RATES_HEIGHT / most;
            bars.append(Svg.rectangle(x, RATES_HEIGHT - height, Math.max(0.5, width - 1), height));
        }
        return new Rates(bars.toString(), most, each);
    }
}
