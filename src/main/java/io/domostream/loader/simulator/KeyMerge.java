package io.domostream.loader.simulator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leaves the last row of each key; only the keys and the rows' numbers are held on the heap. */
record KeyMerge(List<Integer> positions, int columns) {

    static KeyMerge of(DomoStream stream) {
        return new KeyMerge(stream.dataSet.positions(stream.keys), stream.dataSet.columns.size());
    }

    Part merge(List<Part> all, PartFiles files) throws IOException {
        var last = new HashMap<List<@Nullable String>, Long>();
        var rows = new long[1];
        for (var part : all) {
            files.each(part, columns, (number, row) -> last.put(key(row), rows[0]++));
        }
        var kept = new HashSet<>(last.values());
        return files.merge(all, columns, kept::contains);
    }

    private List<@Nullable String> key(List<@Nullable String> row) {
        var key = new ArrayList<@Nullable String>();
        for (var position : positions) {
            key.add(row.get(position));
        }
        return key;
    }
}
