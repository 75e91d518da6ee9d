package io.domostream.loader.source;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;

/** The bytes of one row of CSV: written in place, since most of a load's time would go into texts in between. */
final class CsvBuffer {
    private static final int FIRST = 1 << 12;
    private static final int KEPT = 1 << 20;
    private static final int LONGEST_LONG = 20;
    private static final int LONGEST_OF_CHAR = 3;
    private byte[] bytes = new byte[FIRST];
    private int length;

    void clear() {
        length = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[FIRST];
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void add(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
    }

    /** Digits, signs and the like alone. */
    void ascii(String text) {
        int count = text.length();
        room(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    void number(long value) {
        room(LONGEST_LONG);
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                ascii(Long.toString(value));
                return;
            }
            bytes[length++] = '-';
        }
        digits(Math.abs(value), 1);
    }

    /** At least so many of them. */
    private void digits(long value, int least) {
        room(LONGEST_LONG);
        int count = least;
        for (long rest = value / power(least); rest > 0; rest /= 10) {
            count++;
        }
        long rest = value;
        for (int at = length + count - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    private static long power(int exponent) {
        return switch (exponent) {
            case 1 -> 10;
            case 2 -> 100;
            default -> 10_000;
        };
    }

    /** Of a year of four digits. */
    void day(LocalDate day) {
        digits(day.getYear(), 4);
        add('-');
        digits(day.getMonthValue(), 2);
        add('-');
        digits(day.getDayOfMonth(), 2);
    }

    /** Cut to the second. */
    void seconds(LocalDateTime moment) {
        day(moment.toLocalDate());
        add(' ');
        digits(moment.getHour(), 2);
        add(':');
        digits(moment.getMinute(), 2);
        add(':');
        digits(moment.getSecond(), 2);
    }

    /** Within quotes, as UTF-8; false where half a character is in it. */
    boolean quoted(String text) {
        int count = text.length();
        room(2);
        bytes[length++] = '"';
        for (int i = 0; i < count; i++) {
            // For a character, or a doubled quote, and the last quote.
            room(LONGEST_OF_CHAR + 2);
            char c = text.charAt(i);
            if (c == '"') {
                bytes[length++] = '"';
                bytes[length++] = '"';
            } else if (c < 0x80) {
                bytes[length++] = (byte) c;
            } else if (c < 0x800) {
                bytes[length++] = (byte) (0xC0 | (c >> 6));
                following(c);
            } else if (!Character.isSurrogate(c)) {
                bytes[length++] = (byte) (0xE0 | (c >> 12));
                following(c >> 6);
                following(c);
            } else {
                int whole = text.codePointAt(i++);
                if (!Character.isSupplementaryCodePoint(whole)) {
                    return false;
                }
                bytes[length++] = (byte) (0xF0 | (whole >> 18));
                following(whole >> 12);
                following(whole >> 6);
                following(whole);
            }
        }
        bytes[length++] = '"';
        return true;
    }

    /** A byte of a character's after its first, with six bits. */
    private void following(int bits) {
        bytes[length++] = (byte) (0x80 | (bits & 0x3F));
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length + (bytes.length >> 1)));
        }
    }
}
