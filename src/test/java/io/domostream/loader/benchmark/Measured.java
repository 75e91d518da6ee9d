package io.domostream.loader.benchmark;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One run's figures by name; one that is not known is not there. */
record Measured(Map<String, Double> figures) {
    /** Seconds from the process's start to its end. */
    static final String PROCESS = "process";
    /** Seconds of moving the rows alone: without start, connections and, for the loader, all that is around its upload. */
    static final String WORK = "work";
    /** Most resident memory, in bytes. */
    static final String PEAK = "peak";

    static Measured of(Ended ended) {
        var figures = new TreeMap<String, Double>();
        figures.put(PROCESS, ended.seconds());
        ended.peakBytes().ifPresent(bytes -> figures.put(PEAK, (double) bytes));
        return new Measured(figures);
    }

    Measured with(String name, double value) {
        var more = new TreeMap<>(figures);
        more.put(name, value);
        return new Measured(more);
    }

    /** Numbers of the node and of the nodes in it, as {@code phases.upload}. */
    Measured with(String prefix, JsonNode node) {
        var more = this;
        for (var property : node.properties()) {
            if (property.getValue().isNumber()) {
                more = more.with(prefix + property.getKey(), property.getValue().asDouble());
            } else if (property.getValue().isObject()) {
                more = more.with(prefix + property.getKey() + ".", property.getValue());
            }
        }
        return more;
    }

    @Nullable
    Double get(String name) {
        return figures.get(name);
    }

    /** Where the time of moving the rows is not known by itself, the whole process stands for it. */
    double work() {
        var work = get(WORK);
        return work != null ? work : Objects.requireNonNull(get(PROCESS));
    }

    /** Of each figure the one in the middle. */
    static Measured median(List<Measured> runs) {
        return new Measured(new TreeMap<>(runs.stream()
                .flatMap(run -> run.figures.entrySet().stream())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.collectingAndThen(Collectors.toList(), Measured::middle)))));
    }

    private static double middle(List<Map.Entry<String, Double>> entries) {
        var sorted = entries.stream().mapToDouble(Map.Entry::getValue).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
