package io.domostream.loader.source;

/**
 * How large a page may be: rows, and bytes of the part that its CSV must fit in. {@code streamed}: without a key, pages are
 * cut while they are read, since those planned beforehand were too large.
 */
public record PageLimits(int rows, long maxBytes, boolean streamed) {
    // Rows differ: with pages of half a part's size on average, one that is twice as wide still fits.
    private static final double FILLED = 0.5;

    public PageLimits(int rows, long maxBytes) {
        this(rows, maxBytes, false);
    }

    int rowsOf(double rowBytes) {
        return (int) Math.max(1, Math.min(rows, maxBytes * FILLED / Math.max(1, rowBytes)));
    }
}
