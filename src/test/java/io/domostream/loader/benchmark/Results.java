package io.domostream.loader.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was measured of each contender, run by run. */
final class Results {
    private final Map<String, List<Measured>> runs = new LinkedHashMap<>();

    void add(Contender contender, Measured measured) {
        runs.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(measured);
    }

    @Nullable
    Measured median(String contender) {
        var measured = runs.get(contender);
        return measured == null ? null : Measured.median(measured);
    }

    @Nullable
    Double median(String contender, String figure) {
        var median = median(contender);
        return median == null ? null : median.get(figure);
    }

    /** One median by another, where both are known. */
    @Nullable
    Double ratio(String contender, String figure, String other, String otherFigure) {
        return ratio(median(contender, figure), median(other, otherFigure));
    }

    static @Nullable Double ratio(@Nullable Double one, @Nullable Double other) {
        return one == null || other == null || other == 0 ? null : one / other;
    }

    /** What part of the worker threads' time went into this. */
    @Nullable
    Double workerShare(String contender, String work) {
        double all = 0;
        for (var each : List.of("read", "compress", "send", "record")) {
            var seconds = median(contender, "workers." + each);
            if (seconds == null) {
                return null;
            }
            all += seconds;
        }
        return ratio(median(contender, "workers." + work), all);
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        runs.forEach((name, measured) -> json.put(
                name,
                Map.of(
                        "median", Measured.median(measured).figures(),
                        "runs", measured.stream().map(Measured::figures).toList())));
        return json;
    }
}
