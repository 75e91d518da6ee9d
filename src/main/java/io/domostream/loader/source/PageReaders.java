package io.domostream.loader.source;

/** Opens readers of one table's pages; the server has been asked for the key's types once for all of them. */
public interface PageReaders {
    /** A reader on a connection of the snapshot's, for one thread. */
    PageReader open();
}
