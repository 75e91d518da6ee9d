package io.domostream.loader.job;

import io.domostream.loader.source.SourceTable;

/** How many rows go into a page, so that its CSV stays well under the largest part. */
final class PageSize {
    private PageSize() {}

    static int rows(LoadSettings load, SourceTable table) {
        var parts = load.pace().parts();
        double width = Math.max(1, table.estimatedRowBytes());
        double fitting = parts.maxBytes().toBytes() / 2.0 / width;
        return (int) Math.max(1, Math.min(parts.rows(), fitting));
    }
}
