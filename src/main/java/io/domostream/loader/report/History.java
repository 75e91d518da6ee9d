package io.domostream.loader.report;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The newest runs of one load or of several, newest first. */
public final class History {
    private static final int HEIGHT = 60;
    private static final int SLOTS = 20;
    private static final double WIDTH = 1000;
    private final List<OfLoad> loads;

    /** A run as {@code status} tells it; its times are UTC, {@code seconds} null where an attempt was killed. */
    public record Run(
            String load,
            long runId,
            String status,
            @Nullable LocalDateTime begun,
            @Nullable LocalDateTime ended,
            int parts,
            int partsDone,
            long rows,
            @Nullable Double seconds,
            @Nullable Integer exitCode,
            @Nullable Long executionId,
            String next) {
        public @Nullable Long rowsPerSecond() {
            return seconds == null || seconds == 0 || rows == 0 ? null : (Long) Math.round(rows / seconds);
        }
    }

    /** One load's runs, and what they look like side by side, oldest first. */
    public record OfLoad(String load, List<Run> runs, Bars rows, Bars seconds) {}

    /** A bar for each run; {@code most} is what the highest stands for. */
    public record Bars(double most, List<Bar> each) {}

    public record Bar(String path, String tone, String title) {}

    private History(List<OfLoad> loads) {
        this.loads = loads;
    }

    /** Of all loads' runs, each load's newest first. */
    public static History of(List<Run> runs) {
        var byLoad = new LinkedHashMap<String, List<Run>>();
        runs.forEach(run ->
                byLoad.computeIfAbsent(run.load, name -> new ArrayList<>()).add(run));
        var loads = new ArrayList<OfLoad>();
        byLoad.forEach((load, its) -> loads.add(new OfLoad(load, its, rows(its), seconds(its))));
        return new History(loads);
    }

    public List<OfLoad> loads() {
        return loads;
    }

    private static Bars rows(List<Run> runs) {
        return bars(runs, run -> (double) run.rows, value -> Human.counted(Math.round(value), "row"));
    }

    private static Bars seconds(List<Run> runs) {
        return bars(runs, run -> run.seconds == null ? 0.0 : run.seconds, Human::seconds);
    }

    private static Bars bars(List<Run> runs, ToDoubleFunction<Run> of, DoubleFunction<String> shown) {
        double most = runs.stream().mapToDouble(of).max().orElse(0);
        double width = WIDTH / Math.max(SLOTS, runs.size());
        var bars = new ArrayList<Bar>();
        for (int i = 0; i < runs.size(); i++) {
            var run = runs.get(runs.size() - 1 - i);
            double value = of.applyAsDouble(run);
            double height = most == 0 ? 0 : value * HEIGHT / most;
            bars.add(new Bar(
                    Svg.rectangle(i * width + 2, HEIGHT - height, width - 4, height),
                    Shown.tone(run.status, run.exitCode),
                    "Run %d, %s: %s".formatted(run.runId, run.status, shown.apply(value))));
        }
        return new Bars(most, bars);
    }
}
