package io.domostream.loader.source;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Has the database itself compare bounds with the ones before them, as it compares a column with a bound in a page. */
record RisingBounds(Session session, JdbcPages pages) {
    private static final int PAIRS_AT_ONCE = 100;

    /** The places, from 1 on, of those that are greater than the one before. */
    Set<Integer> among(List<List<String>> bounds) {
        var rising = new HashSet<Integer>();
        for (int from = 1; from < bounds.size(); from += PAIRS_AT_ONCE) {
            rising.addAll(among(bounds, from, Math.min(bounds.size(), from + PAIRS_AT_ONCE)));
        }
        return rising;
    }

    private List<Integer> among(List<List<String>> bounds, int from, int to) {
        var pairs = IntStream.range(from, to)
                .mapToObj(i -> rises(bounds.get(i - 1), bounds.get(i)))
                .toList();
        var sql = Sql.of("SELECT ")
                .then(Sql.joined(", ", pairs))
                .then(" FROM (SELECT 1 AS one" + session.product().fromNothing() + ") o LEFT JOIN ")
                .then(noKey().bracketed())
                .then(" e ON 1 = 1");
        try (var query = RunningQuery.of(session, sql)) {
            query.next();
            return IntStream.range(from, to)
                    .filter(i -> query.read(row -> row.getInt(1 + i - from)) == 1)
                    .boxed()
                    .toList();
        }
    }

    /** Being NULL, it leaves nothing but its columns' types and collations. */
    private Sql noKey() {
        var names = pages.key().names();
        return Sql.of(IntStream.range(0, names.size())
                        .mapToObj(i -> names.get(i) + " AS k" + i)
                        .collect(Collectors.joining(", ", "SELECT ", " FROM ")))
                .then(pages.from())
                .then(" WHERE 1 = 0");
    }

    private Sql rises(List<String> before, List<String> bound) {
        var values = pages.key().values(bound);
        var typed = IntStream.range(0, values.size())
                .mapToObj(i -> Sql.of("COALESCE(k" + i + ", ?)", values.get(i)))
                .toList();
        return Sql.of("CASE WHEN ")
                .then(JdbcPages.compared(typed, ">", false, pages.key().values(before)))
                .then(" THEN 1 ELSE 0 END");
    }
}
