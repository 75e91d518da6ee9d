package io.domostream.loader.report;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One process's work on a run. {@code phases}: seconds of each step by its name, in order; {@code workers}: slices by the process that did them, where others did. */
public record Attempt(
        int number,
        Time time,
        @Nullable End end,
        Effort effort,
        Map<String, Double> phases,
        Map<String, Integer> workers,
        Map<String, String> versions) {

    /** {@code ended} and {@code seconds} are null where the attempt was killed, or goes on; {@code snapshot}: the moment it read. */
    public record Time(
            Instant begun,
            @Nullable Instant ended,
            @Nullable Double seconds,
            @Nullable Instant snapshot) {}

    /** How it ended by itself. */
    public record End(int exitCode, String status, String message) {}

    /** Its parts and rows that counted in the end; retries and throttling are null where nobody lived to tell. */
    public record Effort(
            int parts,
            long rows,
            @Nullable Integer retries,
            @Nullable Double throttledSeconds) {}
}
