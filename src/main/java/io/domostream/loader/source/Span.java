package io.domostream.loader.source;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far two values of a watermark lie apart: a time for a column of times, a whole number for one of numbers. */
public record Span(@Nullable Duration time, long steps) {
    public static Span of(Duration time) {
        return new Span(time, 0);
    }

    public static Span of(long steps) {
        return new Span(null, steps);
    }

    /** Of a column of times. */
    Duration time(String setting) {
        var length = time;
        if (length == null) {
            throw SourceException.badSettings(
                    "%s is %d".formatted(setting, steps),
                    "the watermark is a column of times, give a time such as 5m or 2d");
        }
        return length;
    }

    /** Of a column of numbers. */
    long steps(String setting) {
        if (time != null) {
            throw SourceException.badSettings(
                    "%s is %s".formatted(setting, time),
                    "the watermark is a column of numbers, give a whole number such as 1000");
        }
        return steps;
    }
}
