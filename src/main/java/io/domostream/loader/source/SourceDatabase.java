package io.domostream.loader.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database to load from: inspects, plans pages, and reads them under one snapshot. */
public sealed interface SourceDatabase extends AutoCloseable permits PostgresSource, JdbcSource {
    /** PostgreSQL has a way of its own, by COPY; every other database is read by what JDBC offers for all. Opens no connection yet. */
    static SourceDatabase of(SourceSettings settings, int poolSize) {
        return Product.of(settings.url()) == Product.POSTGRESQL
                ? new PostgresSource(settings, poolSize)
                : new JdbcSource(settings, poolSize);
    }

    /** Product and version, once the database has been reached. */
    @Nullable
    String version();

    /** Reads the columns, the key and the estimates, and checks the settings against them. */
    SourceTable inspect(SourceSpec spec);

    /** Fixes a moment that so many readers of one attempt share. */
    Snapshot openSnapshot(SourceSpec spec, int readers);

    /** The moment that another process has fixed and exported under this name, for so many readers. */
    Snapshot joinSnapshot(SourceSpec spec, String exported, int readers);

    /** For a source that can't bear a long transaction: needs a key, and each page is of a moment of its own. */
    Snapshot noSnapshot();

    /** Cuts the source into pages within the limits and counts its rows, under the snapshot. */
    PagePlan plan(SourceSpec spec, SourceTable table, PageLimits limits, Snapshot snapshot);

    /** The rows past what was committed, as they are under the snapshot. */
    Increment increment(
            SourceSpec spec, SourceTable table, Watermark watermark, Watermark.Past past, Snapshot snapshot);

    /** Throws unless the merge key's columns are loaded, hold no NULL, and together make each row unique. */
    void requireUnique(SourceSpec spec, SourceTable table, List<String> mergeKey, Snapshot snapshot);

    /** Whether the pages follow each other and hold each row once, by the server's own comparison. */
    boolean boundsRise(SourceSpec spec, SourceTable table, List<Page> pages, Snapshot snapshot);

    /** Reads one row of the plan's first page, so that what the source refuses is known before anything is changed in Domo. */
    void tryFirstPage(SourceSpec spec, SourceTable table, PagePlan plan, Snapshot snapshot);

    /** Readers of the pages, all on connections of the snapshot's. */
    PageReaders readers(SourceSpec spec, SourceTable table, Snapshot snapshot);

    /** Reads all rows by one query, for a plan that says {@code inOneGo}. */
    RowStream stream(SourceSpec spec, SourceTable table, Snapshot snapshot);

    @Override
    void close();
}
