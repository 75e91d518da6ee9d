package io.domostream.loader.report;

/** Says how many values of a run became null because Domo has no form for them. */
public final class NulledValues {
    private NulledValues() {}

    public static String message(long count) {
        return Human.counted(count, "value")
                + " became null: Domo has no form for NaN, infinities and years outside 1 to 9999";
    }

    /** The message below another text, where there are such values. */
    public static String lineBelow(long count) {
        return count == 0 ? "" : System.lineSeparator() + message(count);
    }
}
