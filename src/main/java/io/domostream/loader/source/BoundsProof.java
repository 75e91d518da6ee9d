package io.domostream.loader.source;

import io.domostream.loader.source.Page.Nulls;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Shows that pages follow each other without a gap and that their bounds rise, as the server compares them. */
record BoundsProof(Session session, PageSql sql) {
    boolean holds(List<Page> all) {
        var pages = all.stream().filter(page -> page.nulls() != Nulls.ALONE).toList();
        return takesNullsOnce(all) && isClosedChain(pages) && rises(pages);
    }

    /** The same, but for whether the bounds rise. */
    static boolean isWhole(List<Page> all, boolean keyNullable) {
        return takesNullsOnce(all, keyNullable)
                && isClosedChain(
                        all.stream().filter(page -> page.nulls() != Nulls.ALONE).toList());
    }

    private static boolean isClosedChain(List<Page> pages) {
        return !pages.isEmpty()
                && pages.get(0).from() == null
                && pages.get(pages.size() - 1).to() == null
                && IntStream.range(1, pages.size()).allMatch(i -> {
                    var from = pages.get(i).from();
                    return from != null && from.equals(pages.get(i - 1).to());
                });
    }

    private boolean takesNullsOnce(List<Page> pages) {
        return takesNullsOnce(pages, sql.keyNullable());
    }

    private static boolean takesNullsOnce(List<Page> pages, boolean keyNullable) {
        int last = pages.size() - 1;
        return IntStream.rangeClosed(0, last)
                .allMatch(i -> (pages.get(i).nulls() != Nulls.LEFT_OUT) == (i == last && keyNullable));
    }

    private boolean rises(List<Page> pages) {
        var bounds = pages.stream().map(Page::from).filter(Objects::nonNull).toList();
        if (bounds.size() < 2) {
            return true;
        }
        var typed = sql.key().isEmpty()
                ? bounds.stream()
                        .map(bound -> "(" + Long.parseLong(bound.get(0)) + ")")
                        .toList()
                : bounds.stream().map(sql::literals).toList();
        var values = IntStream.range(0, bounds.size())
                .mapToObj(i -> "(" + i + ", " + typed.get(i).substring(1))
                .collect(Collectors.joining(", "));
        var names =
                IntStream.range(0, bounds.get(0).size()).mapToObj(i -> "k" + i).toList();
        return session.query(
                        "WITH bounds (n, %s) AS (VALUES %s) SELECT FROM bounds a JOIN bounds b ON b.n = a.n + 1 WHERE (ROW(%s) > ROW(%s)) IS NOT TRUE LIMIT 1"
                                .formatted(String.join(", ", names), values, of("b", names), of("a", names)),
                        row -> "")
                .isEmpty();
    }

    private static String of(String table, List<String> names) {
        return names.stream().map(name -> table + "." + name).collect(Collectors.joining(", "));
    }
}
