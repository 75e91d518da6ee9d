package io.domostream.loader.pooler;

import io.domostream.loader.pooler.Pooler.Mode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** One client's connection, and the server session to which it is bound while it needs one. */
final class ClientConnection implements Runnable {
    private final Pooler pooler;
    private final int pid;
    private final int key;
    private final MessageReader in;
    private final ClientOutput out;
    private final Parameters parameters = new Parameters();
    private final ClientActivity activity = new ClientActivity();
    private @Nullable ServerSession session;
    private @Nullable ServerSession previous;
    private Exchange exchange = new Exchange();
    private boolean ended;

    ClientConnection(Pooler pooler, Socket socket, int pid, int key) throws IOException {
        this.pooler = pooler;
        this.pid = pid;
        this.key = key;
        socket.setTcpNoDelay(true);
        in = new MessageReader(socket.getInputStream());
        out = new ClientOutput(socket);
    }

    @Override
    public void run() {
        try {
            var startup = ClientStartup.read(in, out.stream());
            if (startup.isCancelRequest()) {
                pooler.cancel(startup.pid(), startup.key());
            } else {
                startUp(startup);
                relay();
            }
        } catch (IOException e) {
            // The client has disconnected.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
            pooler.remove(this);
        }
    }

    private void startUp(ClientStartup startup) throws IOException {
        var refusal = startup.refusal(pooler.database(), pooler.options());
        if (refusal.isPresent()) {
            terminate(refusal.get());
            return;
        }
        pooler.addActivity(activity);
        parameters.putAll(pooler.welcome());
        parameters.putAll(startup.tracked());
        out.writeWelcome(parameters, pid, key);
    }

    private void relay() throws IOException, InterruptedException {
        while (true) {
            if (!in.hasNext()) {
                flushToServer();
            }
            int type = in.next();
            if (type == MessageReader.END || type == 'X') {
                return;
            }
            var target = sessionFor(type);
            if (target == null) {
                in.skip();
            } else {
                in.forward(target.output());
            }
        }
    }

    private void flushToServer() throws IOException {
        var current = current();
        if (current == null) {
            return;
        }
        current.output().flush();
        boolean released;
        synchronized (this) {
            exchange.flushed();
            released = session == current && unbindIfDone(current);
        }
        if (released) {
            pooler.pool().release(current);
        }
    }

    private synchronized @Nullable ServerSession current() {
        return session;
    }

    /** Null if the message is skipped: the connection has ended, or the server would ignore it. */
    private @Nullable ServerSession sessionFor(int type) throws InterruptedException {
        synchronized (this) {
            if (ended || (session == null && Exchange.isCopyData(type))) {
                return null;
            }
            if (session != null) {
                exchange.add(type);
                return session;
            }
        }
        try {
            return bind(pooler.pool().acquire(previous, parameters), type);
        } catch (IOException e) {
            terminate(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private synchronized ServerSession bind(ServerSession next, int type) throws IOException {
        if (ended || !next.bind(this)) {
            pooler.pool().release(next);
            throw new IOException(ServerSession.LOST);
        }
        session = next;
        previous = next;
        exchange = new Exchange();
        exchange.add(type);
        activity.addSession(next);
        return next;
    }

    private boolean unbindIfDone(ServerSession current) {
        boolean done = pooler.mode() != Mode.SESSION && exchange.isDone();
        if (done) {
            current.unbind();
            session = null;
        }
        return done;
    }

    OutputStream output() {
        return out.stream();
    }

    void forwardParameter(String name, String value) throws IOException {
        if (Parameters.tracked().contains(name)) {
            parameters.put(name, value);
        }
        out.writeParameter(name, value);
    }

    /** Returns whether the server session is free again: unbound before the client can send its next statement. */
    synchronized boolean ready(ServerSession from, char status) throws IOException {
        if (session != from) {
            return false;
        }
        exchange.ready(status);
        if (status == Exchange.IDLE) {
            activity.addTransaction();
        } else if (pooler.mode() == Mode.STATEMENT) {
            from.unbind();
            from.discard(false);
            terminate("transaction blocks not allowed in statement pooling mode");
            return false;
        }
        boolean released = unbindIfDone(from);
        out.writeReady(status);
        return released;
    }

    boolean hasKey(int otherPid, int otherKey) {
        return pid == otherPid && key == otherKey;
    }

    /** Keeps the server session bound until the request is done, so that it cannot reach another client's statement. */
    synchronized void cancel() throws IOException {
        if (session != null) {
            session.cancel();
        }
    }

    synchronized void sessionLost(ServerSession lost, String reason) {
        if (session == lost) {
            terminate(reason);
        }
    }

    /** The rest of what the client sends is skipped, so that it gets the message. */
    private synchronized void terminate(String reason) {
        session = null;
        ended = true;
        out.finish(reason);
    }

    void end() {
        // First, for the server session's thread may be writing to it.
        out.close();
        ServerSession last;
        boolean reusable;
        boolean busy;
        synchronized (this) {
            ended = true;
            last = session;
            session = null;
            if (last == null) {
                return;
            }
            last.unbind();
            reusable = exchange.isDone();
            busy = exchange.isBusy();
        }
        if (reusable) {
            pooler.pool().release(last);
        } else {
            last.discard(busy);
        }
    }
}
