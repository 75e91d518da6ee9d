package io.domostream.loader.source;

import java.util.ArrayList;
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
        var key = pages.key();
        var aliases =
                IntStream.range(0, key.names().size()).mapToObj(i -> "k" + i).toList();
        // The empty first branch gives the others the columns' types and collations.
        var typed = new ArrayList<>(List.of(Sql.of(IntStream.range(0, aliases.size())
                        .mapToObj(i -> key.names().get(i) + " AS " + aliases.get(i))
                        .collect(Collectors.joining(", ", "SELECT 0 AS n, ", " FROM ")))
                .then(pages.from())
                .then(" WHERE 1 = 0")));
        var greater = new ArrayList<Sql>();
        for (int i = from; i < to; i++) {
            typed.add(new Sql(
                    "SELECT " + i + ", ?".repeat(aliases.size())
                            + session.product().fromNothing(),
                    key.values(bounds.get(i))));
            greater.add(Sql.of("n = " + i + " AND ")
                    .then(JdbcPages.compared(aliases, ">", false, key.values(bounds.get(i - 1)))
                            .bracketed()));
        }
        var sql = Sql.of("SELECT n FROM ")
                .then(Sql.joined(" UNION ALL ", typed).bracketed())
                .then(" b WHERE ")
                .then(Sql.joined(" OR ", greater));
        var rising = new ArrayList<Integer>();
        try (var query = RunningQuery.of(session, sql)) {
            while (query.next()) {
                rising.add(query.read(row -> row.getInt(1)));
            }
        }
        return rising;
    }
}
