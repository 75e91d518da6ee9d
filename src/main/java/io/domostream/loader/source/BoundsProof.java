package io.domostream.loader.source;

import io.domostream.loader.source.Page.Nulls;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Shows that pages follow each other without a gap and that their bounds rise, as the server compares them. */
record BoundsProof(Session session, PageSql sql) {
    void require(List<Page> all) {
        requireNullsOnce(all);
        var pages = all.stream().filter(page -> page.nulls() != Nulls.ALONE).toList();
        var bounds = new ArrayList<List<String>>();
        for (int i = 1; i < pages.size(); i++) {
            var from = pages.get(i).from();
            if (from == null || !from.equals(pages.get(i - 1).to())) {
                throw broken(i);
            }
            bounds.add(from);
        }
        if (pages.isEmpty()
                || pages.get(0).from() != null
                || pages.get(pages.size() - 1).to() != null) {
            throw broken(pages.size());
        }
        if (bounds.size() > 1) {
            requireRise(bounds);
        }
    }

    private void requireNullsOnce(List<Page> pages) {
        int last = pages.size() - 1;
        for (int i = 0; i <= last; i++) {
            boolean takesNulls = pages.get(i).nulls() != Nulls.LEFT_OUT;
            if (takesNulls != (i == last && sql.keyNullable())) {
                throw SourceException.because(
                        "the pages don't hold the rows whose key is NULL exactly once: begin the run anew");
            }
        }
    }

    private void requireRise(List<List<String>> bounds) {
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
        var wrong = session.query(
                "WITH bounds (n, %s) AS (VALUES %s) SELECT b.n FROM bounds a JOIN bounds b ON b.n = a.n + 1 WHERE (ROW(%s) > ROW(%s)) IS NOT TRUE ORDER BY 1 LIMIT 1"
                        .formatted(String.join(", ", names), values, of("b", names), of("a", names)),
                row -> row.getInt(1));
        if (!wrong.isEmpty()) {
            throw broken(Objects.requireNonNull(wrong.get(0)) + 1);
        }
    }

    private static String of(String table, List<String> names) {
        return names.stream().map(name -> table + "." + name).collect(Collectors.joining(", "));
    }

    private static SourceException broken(int page) {
        return SourceException.because(
                "the pages' bounds no longer rise after page %d as the server compares them: begin the run anew"
                        .formatted(page));
    }
}
