package io.domostream.loader.source;

import java.time.ZoneId;
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

    /** Where the last commit has got to, and where to go on from instead if a person says so; null where there is none. */
    public record Past(@Nullable String committed, @Nullable String since, boolean all) {}
}
