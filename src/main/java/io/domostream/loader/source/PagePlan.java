package io.domostream.loader.source;

import java.util.List;

/** Pages that together cover every row once, and the rows counted while they were planned. */
public record PagePlan(List<Page> pages, long rows) {
    public PagePlan {
        pages = List.copyOf(pages);
    }
}
