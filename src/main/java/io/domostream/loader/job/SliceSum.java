package io.domostream.loader.job;

import java.util.Collection;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a slice's receipts add up to, as the exit message of its step tells it: who looks at all slices reads no context. */
record SliceSum(long rows, long rawBytes, long sentBytes) {
    private static final Pattern TEXT = Pattern.compile("(\\d+) rows, (\\d+) bytes of CSV, (\\d+) bytes sent");

    static SliceSum of(Collection<Receipt> receipts) {
        return new SliceSum(
                sum(receipts, Receipt::rows), sum(receipts, Receipt::rawBytes), sum(receipts, Receipt::sentBytes));
    }

    String text() {
        return "%d rows, %d bytes of CSV, %d bytes sent".formatted(rows, rawBytes, sentBytes);
    }

    /** Nothing where a step tells nothing. */
    static SliceSum parse(@Nullable String exitMessage) {
        var told = TEXT.matcher(exitMessage == null ? "" : exitMessage);
        return told.find()
                ? new SliceSum(
                        Long.parseLong(told.group(1)), Long.parseLong(told.group(2)), Long.parseLong(told.group(3)))
                : new SliceSum(0, 0, 0);
    }

    SliceSum plus(SliceSum other) {
        return new SliceSum(rows + other.rows, rawBytes + other.rawBytes, sentBytes + other.sentBytes);
    }

    SliceSum minus(SliceSum other) {
        return new SliceSum(rows - other.rows, rawBytes - other.rawBytes, sentBytes - other.sentBytes);
    }

    private static long sum(Collection<Receipt> receipts, ToLongFunction<Receipt> what) {
        return receipts.stream().mapToLong(what).sum();
    }
}
