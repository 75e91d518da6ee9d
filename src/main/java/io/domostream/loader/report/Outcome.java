package io.domostream.loader.report;

import org.jspecify.annotations.Nullable;

/**
 * How a run stands: in a sentence, in the loader's own last words, and what to do next. {@code exitCode} is null while
 * the run goes on, and where its last attempt was killed; {@code runbook} is the page that says more, null where nothing is wrong.
 */
public record Outcome(
        String status,
        @Nullable Integer exitCode,
        String sentence,
        @Nullable String message,
        String next,
        @Nullable String runbook) {
    private static final int OK = 0;

    /** What the sentence is made of: whether it is known to be committed, and checked; parts there, of so many. */
    public record Known(
            String status, @Nullable Integer exitCode, boolean committed, boolean checked, int partsDone, int parts) {}

    public static Outcome of(Known known, @Nullable String message, String next) {
        var code = known.exitCode;
        return new Outcome(
                known.status,
                code,
                Sentence.of(known),
                message,
                next,
                code == null || code == OK ? null : "docs/runbook.md#exit-code-" + code);
    }
}
