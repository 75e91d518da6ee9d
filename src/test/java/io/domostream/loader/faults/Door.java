package io.domostream.loader.faults;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.ToIntFunction;

/** One address of a PostgreSQL for several processes, each led on to a port of its own by the name it gives itself. */
final class Door implements Closeable {
    private static final String NAME = "application_name";
    private final ServerSocket door;
    private final ToIntFunction<String> portOf;

    Door(ToIntFunction<String> portOf) {
        this.portOf = portOf;
        try {
            door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::letIn);
    }

    int port() {
        return door.getLocalPort();
    }

    private void letIn() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                daemon(() -> lead(client));
            } catch (IOException e) {
                // It is closed, or a client is gone before it was let in.
            }
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "door");
        thread.setDaemon(true);
        thread.start();
    }

    private void lead(Socket client) {
        try {
            client.setTcpNoDelay(true);
            var in = new DataInputStream(client.getInputStream());
            int length = in.readInt();
            byte[] startup = in.readNBytes(length - 4);
            var further = new Socket(InetAddress.getLoopbackAddress(), portOf.applyAsInt(name(startup)));
            further.setTcpNoDelay(true);
            further.getOutputStream()
                    .write(ByteBuffer.allocate(length)
                            .putInt(length)
                            .put(startup)
                            .array());
            daemon(() -> pump(further, client));
            pump(client, further);
        } catch (IOException e) {
            close(client);
        }
    }

    private static String name(byte[] startup) {
        var texts = Arrays.asList(new String(startup, 4, startup.length - 4, StandardCharsets.UTF_8).split("\0", -1));
        return texts.get(texts.indexOf(NAME) + 1);
    }

    private static void pump(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // Either end is gone.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone already, which is what is wanted.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
