package io.domostream.loader.job;

/** The record that a part is there: Domo execution, rows, bytes before and after gzip, CRC of the CSV, and when. */
record Receipt(long executionId, long rows, long rawBytes, long sentBytes, long crc32, long atMillis) {
    private static final String KEY = "r";

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
        return "%d,%d,%d,%d,%d,%d".formatted(executionId, rows, rawBytes, sentBytes, crc32, atMillis);
    }

    static Receipt parse(String text) {
        String[] f = text.split(",", -1);
        return new Receipt(at(f, 0), at(f, 1), at(f, 2), at(f, 3), at(f, 4), at(f, 5));
    }

    private static long at(String[] fields, int index) {
        return Long.parseLong(fields[index]);
    }
}
