package io.domostream.loader.job;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a person asked for: parameters as typed, options, and who asks. */
public record Wish(
        SortedMap<String, String> given,
        @Nullable Anew anew,
        boolean recreate,
        @Nullable Long commitAgain,
        String holder) {

    /** A new run instead of the one named by its number; null stands for whichever is the last. */
    public record Anew(@Nullable Long run) {}

    public Wish {
        given = new TreeMap<>(given);
    }

    /** The load's settings with these values for its parameters; throws {@code BadSettings}. */
    public interface LoadOf {
        LoadSettings with(Map<String, String> values);
    }
}
