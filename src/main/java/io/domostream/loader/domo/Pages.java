package io.domostream.loader.domo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Domo's lists, page by page. */
final class Pages {
    static final int MOST = 500;

    private Pages() {}

    static int clamp(int limit) {
        return Math.max(1, Math.min(limit, MOST));
    }

    /** Everything: to the first page that brings nothing new, since a page may be shorter than asked for. */
    static <T> List<T> all(Function<T, ?> id, IntFunction<List<T>> page) {
        var all = new ArrayList<T>();
        var seen = new HashSet<Object>();
        var offset = 0;
        while (true) {
            var got = page.apply(offset);
            // Also ends where the offset is ignored, and each page is the first again.
            var fresh = got.stream().filter(item -> seen.add(id.apply(item))).toList();
            if (fresh.isEmpty()) {
                return List.copyOf(all);
            }
            all.addAll(fresh);
            offset += got.size();
        }
    }
}
