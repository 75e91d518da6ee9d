package io.domostream.loader.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot kept by a transaction of its own, and sessions that see it. All of them lock the source against TRUNCATE from
 * the beginning: a TRUNCATE that waits for one of them lets no other in, so that a reader who comes later would wait for
 * it, and it for the snapshot, for ever.
 */
final class SharedSnapshot extends Snapshot {
    private final Connections connections;
    private final Consumer<Session> lock;
    private final @Nullable Session exporter;
    private final String id;
    private final Deque<Session> ready = new ArrayDeque<>();
    private boolean closed;

    private SharedSnapshot(Connections connections, Consumer<Session> lock, @Nullable Session exporter, String id) {
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
            exporter.beginReadCommitted();
            lock.accept(exporter);
            var id = exporter.one("SELECT " + QualifiedSql.call("pg_export_snapshot"), row -> row.getString(1));
            snapshot = new SharedSnapshot(connections, lock, exporter, id);
        } catch (RuntimeException e) {
            exporter.close();
            throw e;
        }
        return snapshot.withReaders(readers);
    }

    /** A moment that another process keeps; sessions that have begun to see it go on when that process is gone. */
    static SharedSnapshot of(Connections connections, Consumer<Session> lock, int readers, String id) {
        return new SharedSnapshot(connections, lock, null, id).withReaders(readers);
    }

    private SharedSnapshot withReaders(int readers) {
        try {
            for (int i = 0; i < readers; i++) {
                giveBack(reader());
            }
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public String exported() {
        return id;
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public int readers(int wanted) {
        return wanted;
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
            session.beginUnder(id);
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
        if (exporter != null) {
            exporter.close();
        }
    }
}
