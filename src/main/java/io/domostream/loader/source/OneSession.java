package io.domostream.loader.source;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A moment that one transaction alone sees: those who read it take turns. */
final class OneSession extends Snapshot {
    private final Session session;
    private final Semaphore free = new Semaphore(1, true);
    private volatile boolean closed;

    OneSession(Session session) {
        this.session = session;
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public int readers(int wanted) {
        return 1;
    }

    @Override
    public @Nullable String exported() {
        return null;
    }

    @Override
    Session take() {
        free.acquireUninterruptibly();
        return session;
    }

    @Override
    void giveBack(Session lent) {
        free.release();
        closeIfOver();
    }

    /** Whoever reads still ends the session when it gives it back. */
    @Override
    public void close() {
        closed = true;
        closeIfOver();
    }

    private void closeIfOver() {
        // The permit is kept: a session is closed once.
        if (closed && free.tryAcquire()) {
            session.close();
        }
    }
}
