package io.domostream.loader.faults;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way to a PostgreSQL: records each statement by its kind, and lets one of them meet a fault. */
final class PostgresWire {
    private static final int STALL_MILLIS = 60;
    private static final int LONGEST_KIND = 70;
    private final Death death;
    private final ServerSocket door;
    private final int server;
    private final String path;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile Trigger<SqlFault> trigger = none();
    private volatile Consumer<String> eachStatement = kind -> {};

    /** In front of the database at this JDBC address. */
    PostgresWire(String jdbc, Death death) {
        this.death = death;
        this.server = Integer.parseInt(jdbc.replaceAll(".*:(\\d+)/.*", "$1"));
        this.path = jdbc.replaceAll(".*:\\d+(/.*)", "$1");
        try {
            door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        death.then(this::cutAll);
        daemon(this::letIn);
    }

    String url() {
        return url(port());
    }

    /** Through a door in front of it. */
    String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + path + "&sslmode=disable&gssEncMode=disable";
    }

    private static Trigger<SqlFault> none() {
        return new Trigger<>("none", 0, SqlFault.STALL);
    }

    void arm(@Nullable Trigger<SqlFault> next) {
        statements.clear();
        trigger = next == null ? none() : next;
    }

    void disarm() {
        trigger = none();
    }

    int port() {
        return door.getLocalPort();
    }

    /** Told of each statement before it goes on. */
    void watch(Consumer<String> each) {
        eachStatement = each;
    }

    List<String> statements() {
        return List.copyOf(statements);
    }

    /** What the statement is about, without names and values of one case. */
    static String kind(String sql) {
        var text = sql.replaceAll("'[^']*'", "''")
                .replaceAll("\\d+", "N")
                .replaceAll("\\s+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
        return text.length() > LONGEST_KIND ? text.substring(0, LONGEST_KIND) : text;
    }

    private void cutAll() {
        links.forEach(Link::cut);
    }

    private void letIn() {
        while (true) {
            try {
                var client = door.accept();
                if (death.dead()) {
                    client.close();
                    death.wakeWaiters();
                } else {
                    var link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), server));
                    links.add(link);
                    daemon(() -> link.run(link::forward));
                    daemon(() -> link.run(link::back));
                }
            } catch (IOException e) {
                // A client that is gone before it was let in; the door itself stays open.
            }
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "postgres-wire");
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection, and what was prepared on it. */
    private final class Link {
        private final Socket client;
        private final Socket server;
        private final Map<String, String> prepared = new HashMap<>();
        private final Map<String, String> bound = new HashMap<>();
        private volatile boolean answerLost;
        private volatile boolean diesThen;
        private volatile boolean copyCut;

        Link(Socket client, Socket server) throws IOException {
            this.client = client;
            this.server = server;
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        private interface Pump {
            void run() throws IOException;
        }

        void run(Pump pump) {
            try {
                pump.run();
            } catch (IOException e) {
                // Either end is gone; so is the other then.
                cut();
            } finally {
                cut();
            }
        }

        void cut() {
            links.remove(this);
            for (Closeable end : new Closeable[] {client, server}) {
                try {
                    end.close();
                } catch (IOException e) {
                    // It is gone already, which is what is wanted.
                }
            }
        }

        private void forward() throws IOException {
            var in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            var out = new DataOutputStream(new BufferedOutputStream(server.getOutputStream()));
            int length = in.readInt();
            out.writeInt(length);
            out.write(in.readNBytes(length - 4));
            out.flush();
            while (true) {
                int type = in.read();
                if (type < 0) {
                    return;
                }
                byte[] body = in.readNBytes(in.readInt() - 4);
                var sql = statement(type, body);
                if (sql != null && !meets(kind(sql))) {
                    return;
                }
                if (death.dead() && !diesThen) {
                    return;
                }
                out.writeByte(type);
                out.writeInt(body.length + 4);
                out.write(body);
                if (in.available() == 0) {
                    out.flush();
                }
            }
        }

        private @Nullable String statement(int type, byte[] body) {
            var texts = new String(body, StandardCharsets.UTF_8).split("\0", -1);
            switch (type) {
                case 'Q' -> {
                    return texts[0];
                }
                case 'P' -> prepared.put(texts[0], texts[1]);
                case 'B' -> bound.put(texts[0], prepared.getOrDefault(texts[1], ""));
                case 'E' -> {
                    return bound.getOrDefault(texts[0], "");
                }
                default -> {
                    return null;
                }
            }
            return null;
        }

        /** False when nothing of it may be forwarded any more. */
        private boolean meets(String kind) {
            statements.add(kind);
            eachStatement.accept(kind);
            var armed = trigger;
            if (!armed.strikes(kind)) {
                return true;
            }
            switch (armed.fault()) {
                case CUT -> {
                    return false;
                }
                case ANSWER_LOST -> answerLost = true;
                case CUT_IN_COPY -> copyCut = true;
                case STALL -> stall();
                case DIES -> {
                    death.strike();
                    return false;
                }
                case DIES_DONE -> {
                    diesThen = true;
                    answerLost = true;
                }
            }
            return true;
        }

        private void stall() {
            try {
                var unused = never.await(STALL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void back() throws IOException {
            var in = new DataInputStream(new BufferedInputStream(server.getInputStream()));
            var out = client.getOutputStream();
            while (true) {
                int type = in.read();
                if (type < 0) {
                    return;
                }
                int length = in.readInt();
                byte[] body = in.readNBytes(length - 4);
                var message = ByteBuffer.allocate(length + 1)
                        .put((byte) type)
                        .putInt(length)
                        .put(body)
                        .array();
                if (copyCut && type == 'd') {
                    out.write(message, 0, message.length / 2);
                    out.flush();
                    return;
                }
                if (answerLost && type == 'Z') {
                    if (diesThen) {
                        death.strike();
                    }
                    return;
                }
                if (!answerLost) {
                    out.write(message);
                }
            }
        }
    }
}
