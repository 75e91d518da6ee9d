package io.domostream.loader.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the lanes of a timeline did, as one SVG path for each kind of doing. */
final class Strips {
    private static final double GAP = 1;
    private final Scale scale;
    private final int height;
    private final Map<Doing, StringBuilder> paths = new EnumMap<>(Doing.class);

    /** {@code height}: a lane's. */
    private Strips(Scale scale, int height) {
        this.scale = scale;
        this.height = height;
        for (var doing : Doing.values()) {
            paths.put(doing, new StringBuilder());
        }
    }

    static Map<Doing, String> of(List<Lane> lanes, Scale scale, int height) {
        var strips = new Strips(scale, height);
        for (int i = 0; i < lanes.size(); i++) {
            for (var part : lanes.get(i).parts()) {
                strips.part(i, part);
            }
        }
        var texts = new EnumMap<Doing, String>(Doing.class);
        strips.paths.forEach((doing, path) -> texts.put(doing, path.toString()));
        return texts;
    }

    private void part(int lane, PartTime part) {
        double x = scale.x(part.begunAt().toEpochMilli());
        double end = scale.x(part.endedAt().toEpochMilli());
        // A part's end shows as a gap before the next one's begin.
        double shrink = end - x > 4 * GAP ? (end - x - GAP) / (end - x) : 1;
        for (var doing : Doing.values()) {
            double width = doing.millis(part.took()) * Scale.WIDTH / scale.millis() * shrink;
            if (width > 0) {
                Objects.requireNonNull(paths.get(doing))
                        .append(Svg.rectangle(x, (double) lane * height + 1, Math.max(width, 0.1), height - 2.0));
            }
            x += width;
        }
    }
}
