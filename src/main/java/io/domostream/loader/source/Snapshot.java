package io.domostream.loader.source;

/** A moment of the source that several connections can read together, until it is closed. */
public interface Snapshot extends AutoCloseable {
    /** The name under which PostgreSQL exported it; empty when it is not shared. */
    String id();

    /** Whether all pages are of this one moment; else each page is of its own, and nothing is held between them. */
    boolean shared();

    @Override
    void close();
}
