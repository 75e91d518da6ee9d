package io.domostream.loader.report;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the lanes of a timeline did, as one SVG path for each kind of doing. Of many parts only what took most of each
 * stretch of time is drawn, so that the picture stays small.
 */
final class Strips {
    private static final double GAP = 1;
    private final Scale scale;
    private final int height;
    private final Map<Doing, StringBuilder> paths = new EnumMap<>(Doing.class);

    private Strips(Scale scale, int height) {
        this.scale = scale;
        this.height = height;
        for (var doing : Doing.values()) {
            paths.put(doing, new StringBuilder());
        }
    }

    static Map<Doing, String> exact(List<Lane> lanes, Scale scale, int height) {
        var strips = new Strips(scale, height);
        for (int i = 0; i < lanes.size(); i++) {
            for (var part : lanes.get(i).parts()) {
                strips.part(i, part);
            }
        }
        return strips.texts();
    }

    /** {@code height}: a lane's; {@code columns}: so many stretches a lane. */
    static Map<Doing, String> coarse(List<Lane> lanes, Scale scale, int height, int columns) {
        var strips = new Strips(scale, height);
        for (int i = 0; i < lanes.size(); i++) {
            strips.lane(i, strips.most(lanes.get(i), columns));
        }
        return strips.texts();
    }

    private void part(int lane, PartTime part) {
        double x = scale.x(part.begunAt().toEpochMilli());
        double end = scale.x(part.endedAt().toEpochMilli());
        // A part's end shows as a gap before the next one's begin.
        double shrink = end - x > 4 * GAP ? (end - x - GAP) / (end - x) : 1;
        for (var doing : Doing.values()) {
            double width = doing.millis(part.took()) * Scale.WIDTH / scale.millis() * shrink;
            rectangle(doing, lane, x, width);
            x += width;
        }
    }

    private @Nullable Doing[] most(Lane lane, int columns) {
        var spent = new EnumMap<Doing, double[]>(Doing.class);
        for (var doing : Doing.values()) {
            spent.put(doing, new double[columns]);
        }
        for (var part : lane.parts()) {
            double from = scale.x(part.begunAt().toEpochMilli()) * columns / Scale.WIDTH;
            for (var doing : Doing.values()) {
                double to = from + (double) doing.millis(part.took()) * columns / scale.millis();
                spread(Objects.requireNonNull(spent.get(doing)), from, to);
                from = to;
            }
        }
        var most = new @Nullable Doing[columns];
        for (int i = 0; i < columns; i++) {
            int column = i;
            spent.entrySet().stream()
                    .filter(doing -> doing.getValue()[column] > 0)
                    .max(Comparator.comparingDouble(doing -> doing.getValue()[column]))
                    .ifPresent(doing -> most[column] = doing.getKey());
        }
        return most;
    }

    private static void spread(double[] over, double from, double to) {
        for (int column = (int) from; column < to && column < over.length; column++) {
            over[column] += Math.min(to, column + 1.0) - Math.max(from, column);
        }
    }

    private void lane(int lane, @Nullable Doing[] most) {
        double wide = Scale.WIDTH / most.length;
        int begun = 0;
        for (int column = 1; column <= most.length; column++) {
            if (column == most.length || most[column] != most[begun]) {
                var doing = most[begun];
                if (doing != null) {
                    rectangle(doing, lane, begun * wide, (column - begun) * wide);
                }
                begun = column;
            }
        }
    }

    private void rectangle(Doing doing, int lane, double x, double width) {
        if (width > 0) {
            Objects.requireNonNull(paths.get(doing))
                    .append(Svg.rectangle(x, (double) lane * height + 1, Math.max(width, 0.1), height - 2.0));
        }
    }

    private Map<Doing, String> texts() {
        var texts = new EnumMap<Doing, String>(Doing.class);
        paths.forEach((doing, path) -> texts.put(doing, path.toString()));
        return texts;
    }
}
