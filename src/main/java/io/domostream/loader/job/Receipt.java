package io.domostream.loader.job;

import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The record that a part is there: Domo execution, rows, bytes before and after gzip, CRC of the CSV, when, what it took, and
 * how many values became null because Domo has no form for them.
 */
record Receipt(
        long executionId,
        long rows,
        long rawBytes,
        long sentBytes,
        long crc32,
        long atMillis,
        Took took,
        long nulledValues) {
    private static final String KEY = "r";
    private static final int BEFORE_TOOK = 6;
    private static final int BEFORE_NULLED_VALUES = 11;

    /** No value became null. */
    Receipt(long executionId, long rows, long rawBytes, long sentBytes, long crc32, long atMillis, Took took) {
        this(executionId, rows, rawBytes, sentBytes, crc32, atMillis, took, 0);
    }

    static boolean isKey(String key) {
        return key.startsWith(KEY) && key.substring(1).chars().allMatch(Character::isDigit) && key.length() > 1;
    }

    static String key(int part) {
        return KEY + part;
    }

    static int part(String key) {
        return Integer.parseInt(key.substring(1));
    }

    /** Of two sendings of one part the later one is what Domo has. */
    Receipt later(Receipt other) {
        return other.atMillis > atMillis ? other : this;
    }

    String text() {
        return Stream.of(
                        LongStream.of(executionId, rows, rawBytes, sentBytes, crc32, atMillis),
                        LongStream.of(took.waiting(), took.reading(), took.compressing(), took.held(), took.sending()),
                        LongStream.of(nulledValues))
                .flatMapToLong(fields -> fields)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(","));
    }

    static Receipt parse(String text) {
        String[] f = text.split(",", -1);
        return new Receipt(at(f, 0), at(f, 1), at(f, 2), at(f, 3), at(f, 4), at(f, 5), took(f), nulledValues(f));
    }

    /** Earlier versions did not count them. */
    private static long nulledValues(String[] fields) {
        return fields.length > BEFORE_NULLED_VALUES ? at(fields, BEFORE_NULLED_VALUES) : 0;
    }

    // Format 1 did not tell it.
    private static Took took(String[] fields) {
        return fields.length == BEFORE_TOOK
                ? Took.UNKNOWN
                : new Took(
                        at(fields, BEFORE_TOOK),
                        at(fields, BEFORE_TOOK + 1),
                        at(fields, BEFORE_TOOK + 2),
                        at(fields, BEFORE_TOOK + 3),
                        at(fields, BEFORE_TOOK + 4));
    }

    private static long at(String[] fields, int index) {
        return Long.parseLong(fields[index]);
    }
}
