package io.domostream.loader.source;

import java.util.List;

/**
 * Pages that together cover every row once, the rows counted while they were planned, and how wide a row's CSV is. What
 * can't be cut is one page {@code inOneGo}: for {@link SourceDatabase#stream}.
 */
public record PagePlan(List<Page> pages, long rows, boolean inOneGo, double rowBytes, int rowsPerPage) {
    public PagePlan {
        pages = List.copyOf(pages);
    }
}
