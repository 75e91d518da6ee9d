package io.domostream.loader.pooler;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Lends server sessions in turn, and opens a new one in place of one that ended. */
final class SessionPool {
    private final ServerAddress address;
    private final List<String> setup;
    private final Threads threads;
    /** One for each idle session, and for each that may be opened; fair, so that clients get theirs in turn. */
    private final Semaphore permits;

    private final Set<ServerSession> sessions = new HashSet<>();
    private final Deque<ServerSession> idle = new ArrayDeque<>();
    private int unopened;
    private boolean closed;

    SessionPool(ServerAddress address, List<String> setup, int size, Threads threads) {
        this.address = address;
        this.setup = setup;
        this.threads = threads;
        this.permits = new Semaphore(size, true);
        this.unopened = size;
    }

    /** Waits while all are in use; the previous one only if no other is free. */
    ServerSession acquire(@Nullable ServerSession previous) throws IOException, InterruptedException {
        permits.acquire();
        synchronized (this) {
            var other = idle.stream().filter(each -> each != previous).findFirst();
            if (other.isEmpty() && unopened == 0) {
                return idle.removeFirst();
            }
            if (other.isPresent()) {
                idle.remove(other.get());
                return other.get();
            }
            unopened--;
        }
        return open();
    }

    /** Gives the session the client's parameters. */
    ServerSession acquire(@Nullable ServerSession previous, Parameters client)
            throws IOException, InterruptedException {
        var session = acquire(previous);
        try {
            session.adapt(client);
            return session;
        } catch (IOException e) {
            release(session);
            throw e;
        } catch (InterruptedException e) {
            session.discard(true);
            throw e;
        }
    }

    private ServerSession open() throws IOException, InterruptedException {
        ServerSession session = null;
        try {
            session = new ServerSession(ServerLogin.open(address), this);
            threads.start("server-" + session.pid(), session::relay);
            for (var sql : setup) {
                session.execute(sql);
            }
            add(session);
            return session;
        } catch (IOException | InterruptedException e) {
            if (session != null) {
                session.discard(false);
            }
            synchronized (this) {
                unopened++;
            }
            permits.release();
            throw e;
        }
    }

    private synchronized void add(ServerSession session) throws IOException {
        if (closed || session.hasEnded()) {
            throw new IOException("the server session ended while it was opened");
        }
        sessions.add(session);
    }

    void release(ServerSession session) {
        synchronized (this) {
            if (!sessions.contains(session)) {
                return;
            }
            idle.addLast(session);
        }
        permits.release();
    }

    /** Its place is free again only now that the server has ended its transaction. */
    void remove(ServerSession session) {
        synchronized (this) {
            if (!sessions.remove(session)) {
                return;
            }
            unopened++;
            if (idle.remove(session)) {
                return;
            }
        }
        permits.release();
    }

    void close() {
        Set<ServerSession> open;
        synchronized (this) {
            closed = true;
            open = Set.copyOf(sessions);
        }
        open.forEach(session -> session.discard(false));
    }
}
