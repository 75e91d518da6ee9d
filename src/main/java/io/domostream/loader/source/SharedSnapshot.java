package io.domostream.loader.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * A snapshot kept by a transaction of its own, and sessions that see it. All of them lock the source against TRUNCATE from
 * the beginning: a TRUNCATE that waits for one of them lets no other in, so that a reader who comes later would wait for
 * it, and it for the snapshot, for ever.
 */
final class SharedSnapshot extends Snapshot {
    private final Connections connections;
    private final Consumer<Session> lock;
    private final Session exporter;
    private final String id;
    private final Deque<Session> ready = new ArrayDeque<>();
    private boolean closed;

    private SharedSnapshot(Connections connections, Consumer<Session> lock, Session exporter, String id) {
        this.connections = connections;
        this.lock = lock;
        this.exporter = exporter;
        this.id = id;
    }

    /** {@code lock} makes a session hold what keeps TRUNCATE away; so many readers are ready at once. */
    static SharedSnapshot open(Connections connections, Consumer<Session> lock, int readers) {
        var exporter = new Session(connections);
        SharedSnapshot snapshot;
        try {
            // Its moment must come after the lock, and a repeatable read would be of the moment it asks for the lock.
            exporter.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
            lock.accept(exporter);
            var id = exporter.one("SELECT pg_export_snapshot()", row -> row.getString(1));
            snapshot = new SharedSnapshot(connections, lock, exporter, id);
        } catch (RuntimeException e) {
            exporter.close();
            throw e;
        }
        try {
            for (int i = 0; i < readers; i++) {
                snapshot.giveBack(snapshot.reader());
            }
            return snapshot;
        } catch (RuntimeException e) {
            snapshot.close();
            throw e;
        }
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    Session take() {
        synchronized (ready) {
            var session = ready.poll();
            if (session != null) {
                return session;
            }
        }
        return reader();
    }

    @Override
    void giveBack(Session session) {
        synchronized (ready) {
            if (!session.brokenOff() && !closed) {
                ready.push(session);
                return;
            }
        }
        session.close();
    }

    private Session reader() {
        var session = new Session(connections);
        try {
            session.under(id);
            lock.accept(session);
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public void close() {
        synchronized (ready) {
            closed = true;
            ready.forEach(Session::close);
            ready.clear();
        }
        exporter.close();
    }
}
