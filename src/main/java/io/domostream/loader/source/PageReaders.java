package io.domostream.loader.source;

/** Opens readers of one table's pages; the server has been asked for the key's types once for all of them. */
public final class PageReaders {
    private final Snapshot snapshot;
    private final SourceTable table;
    private final PageSql sql;

    PageReaders(Snapshot snapshot, SourceTable table, PageSql sql) {
        this.snapshot = snapshot;
        this.table = table;
        this.sql = sql;
    }

    /** A reader on a connection of the snapshot's, for one thread. */
    public PageReader open() {
        return Lent.kept(snapshot, session -> new CopyPageReader(snapshot, session, table, sql));
    }
}
