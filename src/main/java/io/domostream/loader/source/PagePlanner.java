package io.domostream.loader.source;

import static io.domostream.loader.source.QualifiedSql.binary;
import static io.domostream.loader.source.QualifiedSql.call;
import static io.domostream.loader.source.QualifiedSql.cast;

import io.domostream.loader.source.Page.Nulls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a table into pages of about equal size and counts its rows in the same scan. */
final class PagePlanner {
    private final Session session;
    private final PageSql sql;

    PagePlanner(Session session, PageSql sql) {
        this.session = session;
        this.sql = sql;
    }

    /** Cuts along the key: every so many rows, the next row's key is a bound. */
    Cut alongKey(boolean unique, int rowsPerPage) {
        var found = unique ? new KeySteps(session, sql).every(rowsPerPage) : byRank(rowsPerPage);
        if (!sql.keyNullable()) {
            return new Cut(pages(found.bounds(), Nulls.LEFT_OUT), found.rows(), false);
        }
        long nulls = count(sql.anyNull());
        // Many of them would make the last page too large.
        boolean many = found.rows() > 0 && nulls > rowsPerPage / 2;
        return new Cut(pages(found.bounds(), many ? Nulls.ALONE : Nulls.TOO), found.rows() + nulls, false);
    }

    /** Rows with equal keys have one rank by the server's own idea of equality, by which equal bounds are found. */
    private Found byRank(int rowsPerPage) {
        var aliases = new ArrayList<String>();
        var texts = new ArrayList<String>();
        for (var column : sql.key()) {
            // Under names of our own: a key's column may be called n or place.
            var alias = "k" + aliases.size();
            aliases.add(column.name() + " AS " + alias);
            texts.add(cast(alias, "text"));
        }
        return session.one(
                """
                SELECT pg_catalog.count(*), pg_catalog.array_agg(ARRAY[%2$s, %7$s]) FILTER (WHERE %3$s AND %8$s)
                FROM (SELECT %6$s, pg_catalog.row_number() OVER w AS n, pg_catalog.rank() OVER w AS place
                      FROM %4$s WHERE %5$s WINDOW w AS (ORDER BY %1$s)) AS numbered
                """.formatted(
                        sql.names(),
                        String.join(", ", texts),
                        binary(binary("n", "%", Integer.toString(rowsPerPage)), "=", rowsPerPage == 1 ? "0" : "1"),
                        sql.from(),
                        sql.keyed(),
                        String.join(", ", aliases),
                        cast("place", "text"),
                        binary("place", ">", "1")),
                row -> {
                    var array = row.getArray(2);
                    return new Found(
                            merged(array == null ? new String[0][] : (String[][]) array.getArray()), row.getLong(1));
                });
    }

    /**
     * Cuts along the table's blocks, which mean the same only as long as one snapshot is kept. Those of partitions and
     * children are each numbered from 0, so that a page takes a range of all of them; where that is too coarse, nothing is cut.
     */
    Cut alongBlocks(long relation, int rowsPerPage) {
        long rows = count("true");
        var bounds = new BlockBounds(blocks(relation)).cut(rows, rowsPerPage);
        return bounds == null ? streamed(rows) : new Cut(pages(bounds, Nulls.LEFT_OUT), rows, false);
    }

    private List<Long> blocks(long relation) {
        return session.query(
                Catalog.tree()
                        + """
                SELECT %s FROM tree
                """.formatted(binary(
                                call("pg_relation_size", "oid"),
                                "/",
                                cast(call("current_setting", "'block_size'"), "int8"))),
                row -> row.getLong(1),
                relation);
    }

    /** One page, which is cut into parts while it is read. */
    Cut whole() {
        return streamed(count("true"));
    }

    private static Cut streamed(long rows) {
        return new Cut(pages(List.of(), Nulls.LEFT_OUT), rows, true);
    }

    private long count(String condition) {
        return session.one(
                "SELECT pg_catalog.count(*) FROM " + sql.from() + " WHERE " + condition, row -> row.getLong(1));
    }

    /** The last element of each is its rank. */
    private static List<List<String>> merged(String[][] found) {
        var bounds = new ArrayList<List<String>>();
        var last = "";
        for (var bound : found) {
            var place = bound[bound.length - 1];
            if (!place.equals(last)) {
                bounds.add(List.copyOf(Arrays.asList(bound).subList(0, bound.length - 1)));
            }
            last = place;
        }
        return bounds;
    }

    static List<Page> pages(List<List<String>> bounds, Nulls nulls) {
        var pages = new ArrayList<Page>();
        @Nullable List<String> from = null;
        for (var bound : bounds) {
            pages.add(new Page(pages.size() + 1, from, bound, Nulls.LEFT_OUT));
            from = bound;
        }
        pages.add(new Page(pages.size() + 1, from, null, nulls == Nulls.ALONE ? Nulls.LEFT_OUT : nulls));
        if (nulls == Nulls.ALONE) {
            pages.add(new Page(pages.size() + 1, null, null, nulls));
        }
        return pages;
    }

    /** Pages that cover every row once, how many rows those are, and whether they are cut while they are read. */
    record Cut(List<Page> pages, long rows, boolean streamed) {}

    /** The bounds that a scan found, and how many rows it has passed. */
    record Found(List<List<String>> bounds, long rows) {}
}
