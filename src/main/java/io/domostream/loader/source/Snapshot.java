package io.domostream.loader.source;

/** A moment of the source that several connections can read together, until it is closed. */
public interface Snapshot extends AutoCloseable {
    /** The name under which PostgreSQL exported it. */
    String id();

    @Override
    void close();
}
