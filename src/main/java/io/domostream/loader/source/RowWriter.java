package io.domostream.loader.source;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Hands over single rows as PostgreSQL wrote them, and says which one was refused. */
record RowWriter(List<Integer> keyPlaces) {
    private static final int LONGEST_KEY = 200;

    static RowWriter of(SourceTable table) {
        var names = table.columns().stream().map(SourceColumn::name).toList();
        var places = table.key().stream().map(names::indexOf).toList();
        return new RowWriter(places.contains(-1) ? List.of() : places);
    }

    void write(byte[] row, OutputStream csv) throws RowNotWritten {
        write(row, row.length, csv);
    }

    /** The row is in the first bytes alone. */
    void write(byte[] row, int length, OutputStream csv) throws RowNotWritten {
        try {
            csv.write(row, 0, length);
        } catch (IOException e) {
            throw new RowNotWritten(key(Arrays.copyOf(row, length)), length, e);
        }
    }

    // A parser would make texts of all fields, and a row that is refused may be hundreds of megabytes long.
    private String key(byte[] row) {
        var fields = fields(row);
        var key = String.join(", ", keyPlaces.stream().map(fields::get).toList());
        return key.codePointCount(0, key.length()) <= LONGEST_KEY
                ? key
                : key.substring(0, key.offsetByCodePoints(0, LONGEST_KEY - 1)) + "…";
    }

    private static List<String> fields(byte[] row) {
        var fields = new ArrayList<String>();
        boolean quoted = false;
        int from = 0;
        for (int at = 0; at < row.length; at++) {
            // A doubled quote closes and opens again.
            quoted ^= row[at] == '"';
            if (!quoted && (row[at] == ',' || row[at] == '\n')) {
                fields.add(text(row, from, at));
                from = at + 1;
            }
        }
        return fields;
    }

    private static String text(byte[] row, int from, int to) {
        boolean quoted = from < to && row[from] == '"';
        int start = quoted ? from + 1 : from;
        int length = Math.min((quoted ? to - 1 : to) - start, LONGEST_KEY * 8);
        return new String(row, start, length, StandardCharsets.UTF_8).replace("\"\"", "\"");
    }
}
