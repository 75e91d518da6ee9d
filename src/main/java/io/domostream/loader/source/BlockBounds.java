package io.domostream.loader.source;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts tables, given by their numbers of blocks, into ranges of block numbers with about equally many rows. A range takes the
 * blocks of these numbers from every table, so that the first ranges are short where many tables are small.
 */
record BlockBounds(List<Long> blocks) {
    private static final int TOO_LARGE = 2;

    BlockBounds {
        blocks = blocks.stream().filter(count -> count > 0).sorted().toList();
    }

    /** The ranges' inner bounds; null where one block of each table already holds more rows than pages should. */
    @Nullable
    List<List<String>> cut(long rows, int rowsPerPage) {
        long all = blocks.stream().mapToLong(Long::longValue).sum();
        long most = blocks.isEmpty() ? 0 : blocks.get(blocks.size() - 1);
        long pages = Math.max(1, Math.min(most, (rows + rowsPerPage - 1) / rowsPerPage));
        var bounds = new ArrayList<List<String>>();
        long last = 0;
        long largest = 0;
        for (long page = 1; page < pages; page++) {
            long bound = firstWith(page * all / pages);
            if (bound > last && bound < most) {
                bounds.add(List.of(Long.toString(bound)));
                largest = Math.max(largest, within(bound) - within(last));
                last = bound;
            }
        }
        largest = Math.max(largest, all - within(last));
        boolean tooLarge = blocks.size() > 1 && (double) largest / all * rows > (double) TOO_LARGE * rowsPerPage;
        return tooLarge ? null : bounds;
    }

    /** How many blocks have a number below this one. */
    private long within(long bound) {
        return blocks.stream().mapToLong(count -> Math.min(count, bound)).sum();
    }

    /** The least bound below which at least this number of blocks lies. */
    private long firstWith(long wanted) {
        long below = 0;
        long from = 0;
        for (int i = 0; i < blocks.size(); i++) {
            long tables = (long) blocks.size() - i;
            long here = (blocks.get(i) - from) * tables;
            if (below + here >= wanted) {
                return from + (wanted - below + tables - 1) / tables;
            }
            below += here;
            from = blocks.get(i);
        }
        return from;
    }
}
