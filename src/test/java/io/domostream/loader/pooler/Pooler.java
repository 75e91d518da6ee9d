package io.domostream.loader.pooler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A connection pooler in front of one PostgreSQL database that behaves like PgBouncer. */
public final class Pooler implements AutoCloseable {
    /** For how long a client keeps its server session. */
    public enum Mode {
        SESSION,
        TRANSACTION,
        STATEMENT
    }

    private static final int BACKLOG = 100;
    private final SecureRandom keys = new SecureRandom();
    private final ServerAddress address;
    private final Mode mode;
    private final PoolerOptions options;
    private final Threads threads = new Threads();
    private final ServerSocket listener;
    private final SessionPool pool;
    private final Map<String, String> welcome;
    private final Set<ClientConnection> clients = ConcurrentHashMap.newKeySet();
    private final List<ClientActivity> activities = new CopyOnWriteArrayList<>();

    private Pooler(ServerAddress address, Mode mode, int serverSessions, PoolerOptions options)
            throws IOException, InterruptedException {
        this.address = address;
        this.mode = mode;
        this.options = options;
        pool = new SessionPool(address, options.sessionSetup(), serverSessions, threads);
        try {
            welcome = openAll(serverSessions);
            listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException | InterruptedException e) {
            pool.close();
            threads.stop();
            throw e;
        }
        threads.start("accept", this::accept);
    }

    /** Opens the server sessions as this user, whatever user the URL names. */
    public static Pooler start(String serverUrl, String user, Mode mode, int serverSessions) {
        return start(serverUrl, user, mode, serverSessions, PoolerOptions.defaults());
    }

    public static Pooler start(String serverUrl, String user, Mode mode, int serverSessions, PoolerOptions options) {
        try {
            return new Pooler(ServerAddress.parse(serverUrl, user), mode, serverSessions, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns the parameters that the server reports at the start of a session. */
    private Map<String, String> openAll(int count) throws IOException, InterruptedException {
        var opened = new ArrayList<ServerSession>();
        for (int i = 0; i < count; i++) {
            opened.add(pool.acquire(null));
        }
        opened.forEach(pool::release);
        return opened.get(0).startParameters();
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s"
                .formatted(listener.getLocalPort(), address.database(), address.user());
    }

    /** How many transactions ended so far; statements outside a transaction block count as one each. */
    public long transactions() {
        return clients().stream().mapToLong(ClientUse::transactions).sum();
    }

    /** What each client did, in the order in which they connected, closed ones included. */
    public List<ClientUse> clients() {
        return activities.stream().map(ClientActivity::toUse).toList();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        clients.forEach(ClientConnection::end);
        pool.close();
        threads.stop();
    }

    Mode mode() {
        return mode;
    }

    PoolerOptions options() {
        return options;
    }

    SessionPool pool() {
        return pool;
    }

    String database() {
        return address.database();
    }

    /** The parameters of which a new client gets the values. */
    Map<String, String> welcome() {
        return welcome;
    }

    /** Called once the client has started up: a request to cancel is none. */
    void addActivity(ClientActivity activity) {
        activities.add(activity);
    }

    void remove(ClientConnection client) {
        clients.remove(client);
    }

    void cancel(int pid, int key) throws IOException {
        for (var client : clients) {
            if (client.hasKey(pid, key)) {
                client.cancel();
            }
        }
    }

    private void accept() {
        int pid = 0;
        while (!listener.isClosed()) {
            try {
                pid++;
                var client = new ClientConnection(this, listener.accept(), pid, keys.nextInt());
                clients.add(client);
                threads.start("client-" + pid, client);
                if (listener.isClosed()) {
                    client.end();
                }
            } catch (IOException e) {
                // The pooler is closed, or the client gone before it was accepted.
            }
        }
    }
}
