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
        var key = sql.key().isEmpty() ? List.of(new KeyColumn("", QualifiedSql.type("int8"), "pg_catalog")) : sql.key();
        var values = IntStream.range(0, bounds.size())
                .mapToObj(i -> "(" + i + ", " + String.join(", ", literals(key, bounds.get(i))) + ")")
                .collect(Collectors.joining(", "));
        var names = IntStream.range(0, key.size()).mapToObj(i -> "k" + i).toList();
        var later = IntStream.range(0, key.size())
                .mapToObj(i -> new KeyColumn(
                        "b." + names.get(i), key.get(i).type(), key.get(i).operators()))
                .toList();
        return session.query(
                        "WITH bounds (n, %s) AS (VALUES %s) SELECT FROM bounds a JOIN bounds b ON %s WHERE (%s) IS NOT TRUE LIMIT 1"
                                .formatted(
                                        String.join(", ", names),
                                        values,
                                        QualifiedSql.binary("b.n", "=", QualifiedSql.binary("a.n", "+", "1")),
                                        KeyColumn.compared(
                                                later,
                                                ">",
                                                names.stream()
                                                        .map(name -> "a." + name)
                                                        .toList())),
                        row -> "")
                .isEmpty();
    }

    private static List<String> literals(List<KeyColumn> key, List<String> bound) {
        return IntStream.range(0, key.size())
                .mapToObj(i -> key.get(i).literal(bound.get(i)))
                .toList();
    }
}
