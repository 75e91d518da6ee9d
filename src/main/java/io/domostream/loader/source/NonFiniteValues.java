package io.domostream.loader.source;

import java.util.Arrays;
import java.util.List;

/**
 * Removes NaN and infinities from rows of CSV, since Domo has no form for them, and counts them. They are the only fields
 * without quotes that begin with a letter, or with a minus and a letter: texts are always quoted.
 */
final class NonFiniteValues {
    private final boolean possible;
    private long removed;

    NonFiniteValues(List<SourceColumn> columns) {
        possible = columns.stream().anyMatch(column -> !column.absent() && TypeMapping.mayBecomeNull(column));
    }

    long removed() {
        return removed;
    }

    /** The same row with such fields empty. */
    byte[] removeFrom(byte[] row) {
        return possible && firstOf(row, 0, true) >= 0 ? without(row) : row;
    }

    private byte[] without(byte[] row) {
        var left = new byte[row.length];
        int length = 0;
        int from = 0;
        for (int at = firstOf(row, 0, true); at >= 0; at = firstOf(row, from, false)) {
            System.arraycopy(row, from, left, length, at - from);
            length += at - from;
            from = endOf(row, at);
            removed++;
        }
        System.arraycopy(row, from, left, length, row.length - from);
        return Arrays.copyOf(left, length + row.length - from);
    }

    /** Where the next such field begins, or -1. */
    private static int firstOf(byte[] row, int from, boolean fieldBegins) {
        boolean quoted = false;
        boolean begins = fieldBegins;
        for (int at = from; at < row.length; at++) {
            byte here = row[at];
            if (here == '"') {
                quoted ^= true;
            } else if (begins && isWord(row, at)) {
                return at;
            }
            begins = !quoted && here == ',';
        }
        return -1;
    }

    private static boolean isWord(byte[] row, int at) {
        int first = row[at] == '-' && at + 1 < row.length ? at + 1 : at;
        return row[first] == 'N' || (row[first] | ' ') == 'i';
    }

    private static int endOf(byte[] row, int from) {
        int at = from;
        while (at < row.length && row[at] != ',' && row[at] != '\n') {
            at++;
        }
        return at;
    }
}
