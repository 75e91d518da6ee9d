package io.domostream.loader.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A slice of the source: the keys from {@code from} up to but not {@code to}, null being unbounded; without a key, block
 * numbers. {@code nulls} says what becomes of the rows whose key holds a NULL.
 */
public record Page(
        int number, @Nullable List<String> from, @Nullable List<String> to, Nulls nulls) {
    /** Rows whose key holds a NULL lie in no range of keys: a page leaves them out, takes them too, or takes them alone. */
    public enum Nulls {
        LEFT_OUT,
        TOO,
        ALONE
    }
}
