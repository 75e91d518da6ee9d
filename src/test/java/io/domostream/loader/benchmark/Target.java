package io.domostream.loader.benchmark;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the loader is meant to reach, and whether it does; missing one is a finding, not a failure. */
record Target(String what, @Nullable Double value, double limit, boolean atMost) {
    private static final double MEGA = 1e6;

    static List<Target> of(Results results) {
        var raw = results.ratio(Contenders.LOADER, Measured.WORK, Contenders.RAW, Measured.WORK);
        return List.of(
                new Target("loader: upload / raw", raw, 1.5, true),
                new Target("loader: upload / raw, better", raw, 1.25, true),
                new Target("shell / loader, whole processes", timesFaster(results, Contenders.SHELL), 5, false),
                new Target("plain-batch / loader, whole processes", timesFaster(results, Contenders.PLAIN), 5, false),
                new Target(
                        "loader-uuid: upload / raw-uuid",
                        results.ratio(Contenders.LOADER_UUID, Measured.WORK, Contenders.RAW_UUID, Measured.WORK),
                        2,
                        true),
                new Target(
                        "loader: record's share of the workers' time",
                        results.workerShare(Contenders.LOADER, "record"),
                        0.02,
                        true),
                new Target(
                        "loader: plan's share of the whole process",
                        results.ratio(Contenders.LOADER, "phases.plan", Contenders.LOADER, Measured.PROCESS),
                        0.05,
                        true),
                new Target(
                        "loader: peak resident memory, MB",
                        Results.ratio(results.median(Contenders.LOADER, Measured.PEAK), MEGA),
                        512,
                        true));
    }

    private static @Nullable Double timesFaster(Results results, String other) {
        return results.ratio(other, Measured.PROCESS, Contenders.LOADER, Measured.PROCESS);
    }

    @JsonProperty("verdict")
    String verdict() {
        if (value == null) {
            return "not measured";
        }
        return (atMost ? value <= limit : value >= limit) ? "met" : "missed";
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-45s %10s  %s %-6s %s",
                what,
                value == null ? "-" : String.format(Locale.ROOT, "%.3f", value),
                atMost ? "<=" : ">=",
                limit,
                verdict());
    }
}
