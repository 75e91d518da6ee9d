package io.domostream.loader.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A slice of the source: the keys from {@code from} up to but not {@code to}, null being unbounded; without a key, block
 * numbers. With {@code nulls} it also takes the rows whose key holds a NULL.
 */
public record Page(
        int number, @Nullable List<String> from, @Nullable List<String> to, boolean nulls) {}
