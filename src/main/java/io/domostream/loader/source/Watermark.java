package io.domostream.loader.source;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The column that tells new rows from those loaded before. {@code appends}: a row read twice would be there twice.
 * {@code lag} holds the newest rows back, {@code overlap} reads some once more; the zone is that of times without one.
 */
public record Watermark(
        String column,
        boolean appends,
        @Nullable Span lag,
        @Nullable Span overlap,
        ZoneId zone) {

    /** How long an APPEND by times waits for rows that are committed late, unless told otherwise. */
    static final Duration LAG_OF_TIMES = Duration.ofMinutes(5);

    /** Of a day more rows may come while it lasts, and a merge takes the others twice without harm. */
    boolean readsAgainFromItself(boolean ofDays) {
        return !appends && (overlap != null || ofDays);
    }

    /** The column it names, however that is written. */
    <T> T among(List<T> columns, Function<T, String> name) {
        return columns.stream()
                .filter(there -> name.apply(there).equalsIgnoreCase(column))
                .findFirst()
                .orElseThrow(() -> SourceException.badSettings(
                        "watermark names the column %s, which is not there".formatted(column),
                        "give one of " + columns.stream().map(name).sorted().collect(Collectors.joining(", "))));
    }

    /** Where the last commit has got to, and where to go on from instead if a person says so; null where there is none. */
    public record Past(@Nullable String committed, @Nullable String since, boolean all) {}
}
