package io.domostream.loader.source;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Has the database compare bounds with the rows themselves, by the comparisons that pages are read by. */
record JdbcBounds(Session session, JdbcPages pages, boolean oneMoment) {
    private static final int BOUNDS_AT_ONCE = 50;

    /** Whether the server found the bound's own row by it, and whether that row comes after the bound before. */
    private record Answer(List<String> bound, boolean leadsBack, boolean rises) {}

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
            var answers = answers(distinct.subList(from - 1, Math.min(distinct.size(), from + BOUNDS_AT_ONCE)));
            requireLeadingBack(answers);
            answers.stream()
                    .filter(answer -> answer.leadsBack && answer.rises)
                    .map(Answer::bound)
                    .forEach(rising::add);
        }
        return rising;
    }

    /** For all but the first. */
    private List<Answer> answers(List<List<String>> bounds) {
        var selected = new ArrayList<Sql>();
        var any = new ArrayList<Sql>();
        for (int i = 1; i < bounds.size(); i++) {
            var equal = pages.equal(bounds.get(i));
            var after = pages.after(bounds.get(i - 1));
            any.add(equal.bracketed());
            selected.add(counted(equal));
            selected.add(counted(equal.then(" AND ").then(after.bracketed())));
            for (int place : delicate()) {
                selected.add(Sql.of("MIN(CASE WHEN ")
                        .then(equal)
                        .then(" THEN " + pages.key().names().get(place) + " END)"));
            }
        }
        var sql = Sql.of("SELECT ")
                .then(Sql.joined(", ", selected))
                .then(" FROM ")
                .then(pages.from())
                .then(" WHERE ")
                .then(Sql.joined(" OR ", any));
        try (var query = RunningQuery.of(session, sql)) {
            query.next();
            return IntStream.range(1, bounds.size())
                    .mapToObj(i -> query.read(row ->
                            answer(row, bounds.get(i), (i - 1) * (2 + delicate().size()))))
                    .toList();
        }
    }

    private static Sql counted(Sql condition) {
        return Sql.of("COUNT(CASE WHEN ").then(condition).then(" THEN 1 END)");
    }

    private Answer answer(ResultSet row, List<String> bound, int before) throws SQLException {
        boolean leadsBack = row.getLong(before + 1) > 0;
        int at = before + 2;
        for (int place : delicate()) {
            at++;
            leadsBack &= isSame(row, at, place, bound.get(place));
        }
        return new Answer(bound, leadsBack, row.getLong(before + 2) > 0);
    }

    /** The places of the key's columns whose values a driver may cut, so that they lead to another row. */
    private List<Integer> delicate() {
        var columns = pages.key().columns();
        return IntStream.range(0, columns.size())
                .filter(i -> switch (columns.get(i).kind()) {
                    case NUMBER, DOUBLE, DATE, TIMESTAMP, ZONED_TIMESTAMP -> true;
                    default -> false;
                })
                .boxed()
                .toList();
    }

    private boolean isSame(ResultSet row, int at, int place, String bound) {
        var column = pages.key().columns().get(place);
        var value = ColumnReader.of(session.product(), column).comparable(row, at);
        return value != null && isSame(value, JdbcKey.value(column.kind(), bound));
    }

    static boolean isSame(Object one, Object other) {
        if (one instanceof BigDecimal number && other instanceof BigDecimal another) {
            return number.compareTo(another) == 0;
        }
        if (one instanceof OffsetDateTime moment && other instanceof OffsetDateTime another) {
            return moment.isEqual(another);
        }
        return one.equals(other);
    }

    /** Without one moment, a row may have been deleted meanwhile: then it is not read again either. */
    private void requireLeadingBack(List<Answer> answers) {
        var missed = answers.stream()
                .filter(answer -> !answer.leadsBack)
                .map(Answer::bound)
                .toList();
        if (!missed.isEmpty() && (oneMoment || isAnyThere(missed))) {
            throw lost(
                    session,
                    "the key's bounds",
                    pages.key().columns().stream().map(JdbcColumn::sourceType).collect(Collectors.joining(", ")));
        }
    }

    private boolean isAnyThere(List<List<String>> bounds) {
        try (var query = RunningQuery.of(session, pages.ordered())) {
            while (query.next()) {
                if (bounds.contains(query.read(pages.key()::bound))) {
                    return true;
                }
            }
            return false;
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
