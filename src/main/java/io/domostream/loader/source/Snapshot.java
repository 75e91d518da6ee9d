package io.domostream.loader.source;

import org.jspecify.annotations.Nullable;

/** A moment of the source that several connections can read together, until it is closed; it lends them. */
public abstract sealed class Snapshot implements AutoCloseable permits SharedSnapshot, NoSnapshot, OneSession {

    /** Whether all pages are of this one moment; else each page is of its own, and nothing is held between them. */
    public abstract boolean shared();

    /** How many of the requested readers can read at the same time. */
    public abstract int readers(int wanted);

    /** The name by which other processes can read this moment, or null where none can. */
    public abstract @Nullable String exported();

    abstract Session take();

    abstract void giveBack(Session session);

    @Override
    public abstract void close();
}
