package io.domostream.loader.source;

/** A value that its column's kind has no place for. */
sealed interface OddValue {
    /** A date that is in no calendar, as MySQL may keep one: {@code 0000-00-00}, {@code 2024-05-00}. */
    record Date(String text) implements OddValue {
        /** Stands for no date at all. */
        boolean isZero() {
            return text.startsWith("0000-00-00");
        }
    }

    /** The driver gives it as another type than the declared one. */
    enum OfOtherType implements OddValue {
        VALUE
    }
}
