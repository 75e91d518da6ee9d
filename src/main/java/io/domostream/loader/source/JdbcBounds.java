package io.domostream.loader.source;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Has the database compare bounds with the rows themselves, by the comparisons that pages are read by. */
record JdbcBounds(Session session, JdbcPages pages, boolean oneMoment) {
    private static final int BOUNDS_AT_ONCE = 50;
    private static final int TRIES = 5;

    /**
     * Those that come after the one before them; the first never counts. Each was read from a row, and must lead back to it: what a
     * driver or server changed on the way would be another bound.
     */
    List<List<String>> rising(List<List<String>> found) {
        var rising = new ArrayList<List<String>>();
        var distinct = IntStream.range(0, found.size())
                .filter(i -> i == 0 || !found.get(i).equals(found.get(i - 1)))
                .mapToObj(found::get)
                .toList();
        for (int from = 1; from < distinct.size(); from += BOUNDS_AT_ONCE) {
            rising.addAll(rising(distinct, from, Math.min(distinct.size(), from + BOUNDS_AT_ONCE)));
        }
        return rising;
    }

    private List<List<String>> rising(List<List<String>> found, int from, int to) {
        var places = IntStream.range(from, to).boxed().toList();
        var counts = new ArrayList<Sql>();
        for (int i : places) {
            var equal = pages.equal(found.get(i));
            var after = pages.after(found.get(i - 1));
            counts.add(counted(equal));
            counts.add(counted(equal.then(" AND ").then(after.bracketed())));
        }
        var any = Sql.joined(
                " OR ",
                places.stream().map(i -> pages.equal(found.get(i)).bracketed()).toList());
        var sql = Sql.of("SELECT ")
                .then(Sql.joined(", ", counts))
                .then(" FROM ")
                .then(pages.from())
                .then(" WHERE ")
                .then(any);
        var counted = counts(sql, counts.size());
        return places.stream()
                .filter(i -> leadsBack(found.get(i), counted[2 * (i - from)]) && counted[2 * (i - from) + 1] > 0)
                .map(found::get)
                .toList();
    }

    private static Sql counted(Sql condition) {
        return Sql.of("COUNT(CASE WHEN ").then(condition).then(" THEN 1 END)");
    }

    private long[] counts(Sql sql, int columns) {
        try (var query = RunningQuery.of(session, sql)) {
            query.next();
            return query.read(row -> {
                var counts = new long[columns];
                for (int i = 0; i < columns; i++) {
                    counts[i] = row.getLong(i + 1);
                }
                return counts;
            });
        }
    }

    /** Without one moment, its row may have been deleted meanwhile: then one that is there now is tried. */
    private boolean leadsBack(List<String> bound, long rows) {
        if (rows > 0) {
            return true;
        }
        for (int tries = 0; !oneMoment && tries < TRIES; tries++) {
            var here = firstAt(bound);
            if (here == null || RunningQuery.number(session, pages.count(pages.equal(here))) > 0) {
                return false;
            }
        }
        throw lost(
                session,
                "key of " + pages.from().text(),
                pages.key().columns().stream().map(JdbcColumn::sourceType).collect(Collectors.joining(", ")));
    }

    private @Nullable List<String> firstAt(List<String> bound) {
        var at = pages.after(bound).bracketed().then(" OR ").then(pages.equal(bound));
        try (var query = RunningQuery.of(session, pages.ordered(at), 1)) {
            return query.next() ? query.read(pages.key()::bound) : null;
        }
    }

    /** Whether no row lies between two bounds that fall, and would so be in two pages. */
    boolean holdEachRowOnce(List<List<String>> bounds) {
        for (int from = 1; from < bounds.size(); from += BOUNDS_AT_ONCE) {
            var falling = IntStream.range(from, Math.min(bounds.size(), from + BOUNDS_AT_ONCE))
                    .mapToObj(
                            i -> pages.between(bounds.get(i), bounds.get(i - 1)).bracketed())
                    .toList();
            try (var query = RunningQuery.of(session, pages.keys(Sql.joined(" OR ", falling)), 1)) {
                if (query.next()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A value came back to the server as another one. */
    static SourceException lost(Session session, String what, String type) {
        return SourceException.badSettings(
                "%s: a value of type %s does not find its own row again, for %s changes it on its way"
                        .formatted(what, type, session.serverAndDriver()),
                "give a column of another type, convert it in a query, or use the database's own driver");
    }
}
