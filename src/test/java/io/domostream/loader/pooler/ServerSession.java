package io.domostream.loader.pooler;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A session at the server, which serves one client after another. */
final class ServerSession {
    static final String LOST = "server conn crashed?";
    private final ServerLogin login;
    private final SessionPool pool;
    private final Parameters parameters = new Parameters();
    private volatile @Nullable ClientConnection client;
    /** Completed at the end of the pooler's own statement, with its error or an empty text. */
    private @Nullable CompletableFuture<String> answer;

    private String error = "";
    private boolean ended;

    ServerSession(ServerLogin login, SessionPool pool) {
        this.login = login;
        this.pool = pool;
        parameters.putAll(login.parameters());
    }

    int pid() {
        return login.pid();
    }

    Map<String, String> startParameters() {
        return login.parameters();
    }

    OutputStream output() {
        return login.out();
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    /** False when the server has ended the session. */
    synchronized boolean bind(ClientConnection next) {
        if (!ended) {
            client = next;
        }
        return !ended;
    }

    synchronized void unbind() {
        client = null;
    }

    /** Gives the session the client's values, and the client the form in which the server reports them. */
    void adapt(Parameters client) throws IOException, InterruptedException {
        var sql = client.toSql(parameters);
        if (!sql.isEmpty()) {
            execute(sql);
        }
        client.putAll(parameters.toTracked());
    }

    /** Runs the pooler's own statement, of whose answer no client gets anything. */
    void execute(String sql) throws IOException, InterruptedException {
        var expected = new CompletableFuture<String>();
        synchronized (this) {
            if (ended) {
                throw new IOException(LOST);
            }
            answer = expected;
        }
        login.out().write(Messages.query(sql));
        login.out().flush();
        try {
            var problem = expected.get();
            if (!problem.isEmpty()) {
                throw new IOException(problem);
            }
        } catch (ExecutionException e) {
            throw new IOException(LOST, e);
        }
    }

    /** Returns when the server has closed its end, after it rolled back and released its locks. */
    void relay() {
        try {
            while (relayNext()) {}
        } catch (IOException e) {
            // The server is gone, which is the same as its orderly end.
        } finally {
            end();
        }
    }

    private boolean relayNext() throws IOException {
        var in = login.in();
        var target = client;
        if (target != null && !in.hasNext()) {
            target.output().flush();
        }
        int type = in.next();
        target = client;
        if (type == MessageReader.END) {
            return false;
        } else if (type == 'Z') {
            ready((char) in.body()[0], target);
        } else if (type == 'S') {
            var texts = saveParameter(in.body());
            if (target != null) {
                target.forwardParameter(texts.get(0), texts.get(1));
            }
        } else if (target != null) {
            in.forward(target.output());
        } else if (type == 'E') {
            error = Messages.errorText(in.body());
        } else {
            in.skip();
        }
        return true;
    }

    private List<String> saveParameter(byte[] status) {
        var texts = Messages.texts(status);
        parameters.put(texts.get(0), texts.get(1));
        return texts;
    }

    private void ready(char status, @Nullable ClientConnection target) throws IOException {
        if (target != null) {
            if (target.ready(this, status)) {
                pool.release(this);
            }
            return;
        }
        CompletableFuture<String> waiting;
        synchronized (this) {
            waiting = answer;
            answer = null;
        }
        if (waiting != null) {
            waiting.complete(error);
        }
        error = "";
    }

    void cancel() throws IOException {
        login.cancel();
    }

    /** Lets the server roll back and end the session; {@link #relay()} continues until it has. */
    void discard(boolean busy) {
        try {
            if (busy) {
                cancel();
            }
            login.socket().shutdownOutput();
        } catch (IOException e) {
            close();
        }
    }

    private void close() {
        try {
            login.socket().close();
        } catch (IOException e) {
            // It is closed for the pooler in any case.
        }
    }

    private void end() {
        close();
        ClientConnection target;
        CompletableFuture<String> waiting;
        synchronized (this) {
            ended = true;
            target = client;
            client = null;
            waiting = answer;
            answer = null;
        }
        pool.remove(this);
        if (waiting != null) {
            waiting.completeExceptionally(new IOException(LOST));
        }
        if (target != null) {
            target.sessionLost(this, LOST);
        }
    }
}
