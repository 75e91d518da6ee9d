package io.domostream.loader.report;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * How many slices were doing what, over time, as one SVG path for each kind of doing: what is drawn of so many parts that
 * single ones could not be told apart. Its size does not grow with their number.
 */
final class Stack {
    private static final int COLUMNS = 240;
    private final Scale scale;
    private final Map<Doing, double[]> busy = new EnumMap<>(Doing.class);

    private Stack(Scale scale) {
        this.scale = scale;
        for (var doing : Doing.values()) {
            busy.put(doing, new double[COLUMNS]);
        }
    }

    static Stack of(List<PartTime> parts, Scale scale) {
        var stack = new Stack(scale);
        parts.forEach(stack::add);
        return stack;
    }

    private void add(PartTime part) {
        double from = scale.x(part.begunAt().toEpochMilli()) * COLUMNS / Scale.WIDTH;
        for (var doing : Doing.values()) {
            double to = from + (double) doing.millis(part.took()) * COLUMNS / scale.millis();
            var over = of(doing);
            for (int column = (int) from; column < to && column < COLUMNS; column++) {
                over[column] += Math.min(to, column + 1.0) - Math.max(from, column);
            }
            from = to;
        }
    }

    /** So many at once at most. */
    double most() {
        return IntStream.range(0, COLUMNS)
                .mapToDouble(column ->
                        busy.values().stream().mapToDouble(over -> over[column]).sum())
                .max()
                .orElse(0);
    }

    /** Sending lies at the bottom, where changes in it are seen best. */
    Map<Doing, String> paths(int height) {
        double most = Math.max(1, most());
        var y = new double[COLUMNS];
        Arrays.fill(y, height);
        var paths = new EnumMap<Doing, String>(Doing.class);
        var all = Doing.values();
        for (int i = all.length - 1; i >= 0; i--) {
            var over = of(all[i]);
            var path = new StringBuilder();
            for (int column = 0; column < COLUMNS; column++) {
                double high = over[column] * height / most;
                y[column] -= high;
                path.append(Svg.rectangle(column * Scale.WIDTH / COLUMNS, y[column], Scale.WIDTH / COLUMNS, high));
            }
            paths.put(all[i], path.toString());
        }
        return paths;
    }

    private double[] of(Doing doing) {
        return Objects.requireNonNull(busy.get(doing));
    }
}
