package io.domostream.loader.faults;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All cases where {@code -Dfaults.all=true} asks for them, else so many of them as a build has time for; with
 * {@code -Dfaults.case=REGEX} those whose names hold it.
 */
final class Selection {
    private static final boolean ALL = Boolean.getBoolean("faults.all");

    private static final @Nullable String CASE = System.getProperty("faults.case");

    private Selection() {}

    /** The cases that matter most, and every so manieth of the others: the same ones each time. */
    static <C> Stream<C> of(List<C> cases, Predicate<C> always, int every) {
        if (CASE != null) {
            var wanted = Pattern.compile(CASE);
            return cases.stream()
                    .filter(given -> wanted.matcher(given.toString()).find());
        }
        var others = cases.stream().filter(always.negate()).toList();
        var taken = IntStream.range(0, others.size())
                .filter(i -> ALL || i % every == 0)
                .mapToObj(others::get);
        return Stream.concat(cases.stream().filter(always), taken);
    }
}
