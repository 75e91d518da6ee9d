package io.domostream.loader.benchmark;

import io.domostream.loader.benchmark.SinkOptions.Refusing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** What latency leaves of the throughput, as people read it. */
record LatencyReport(Map<String, List<LatencyRun>> runs) {
    static final String UNLIMITED = "no latency, no limit";
    private static final String ROW = "%-28s %9s %9s %14s %14s";

    List<String> lines() {
        double unlimited = median(UNLIMITED, LatencyRun::rate);
        var lines = new ArrayList<String>();
        lines.add(ROW.formatted("", "sent MB/s", "allowed", "of no latency", "of allowed"));
        for (var name : runs.keySet()) {
            double rate = median(name, LatencyRun::rate);
            double allowed = Math.min(unlimited, median(name, LatencyRun::limit));
            lines.add(ROW.formatted(
                    name,
                    Report.number("%.1f", rate),
                    Report.number("%.1f", allowed),
                    Report.percent(rate / unlimited),
                    Report.percent(rate / allowed)));
        }
        return lines;
    }

    /** How long parts come in where nothing holds them up. */
    long endMillis() {
        return (long) median(UNLIMITED, run -> run.stats().endMillis());
    }

    static String window(String name, Refusing window, LatencyRun run) {
        long from = window.fromMillis();
        long to = from + window.forMillis();
        var stats = run.stats();
        // The first part after the window says when the loader came back.
        long back = stats.arrivals().stream()
                .mapToLong(SinkStats.Arrival::millis)
                .filter(millis -> millis > to)
                .min()
                .orElse(to);
        return "%s: %d refused; %s MB/s before, back %s s after its end, %s MB/s from then on"
                .formatted(
                        name,
                        stats.refused(),
                        Report.number("%.1f", stats.rate(0, from)),
                        Report.number("%.1f", (back - to) / 1e3),
                        Report.number("%.1f", stats.rate(back, stats.endMillis())));
    }

    private double median(String name, ToDoubleFunction<LatencyRun> figure) {
        var all = Objects.requireNonNull(runs.get(name)).stream()
                .mapToDouble(figure)
                .sorted()
                .toArray();
        return all[all.length / 2];
    }
}
