package io.domostream.loader.pooler;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * A new connection to the server, ready for its first statement.
 *
 * @param parameters as the server reports them at the start
 */
record ServerLogin(
        ServerAddress address,
        Socket socket,
        MessageReader in,
        OutputStream out,
        Map<String, String> parameters,
        int pid,
        int key) {
    private static final int BUFFER_BYTES = 1 << 16;

    /** Without the parameters that a driver sends, so that the role's own settings apply. */
    static ServerLogin open(ServerAddress address) throws IOException {
        var socket = address.connect();
        try {
            var out = new BufferedOutputStream(new LenientOutput(socket), BUFFER_BYTES);
            out.write(Messages.startup(
                    Map.of("user", address.user(), "database", address.database(), "client_encoding", "UTF8")));
            out.flush();
            return readAnswer(address, socket, new MessageReader(socket.getInputStream()), out);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static ServerLogin readAnswer(ServerAddress address, Socket socket, MessageReader in, OutputStream out)
            throws IOException {
        var parameters = new HashMap<String, String>();
        var keyData = ByteBuffer.allocate(2 * Integer.BYTES);
        while (true) {
            int type = in.next();
            if (type == MessageReader.END) {
                throw new IOException("the server closed the connection");
            }
            var body = in.body();
            switch (type) {
                case 'R' -> requireTrust(body);
                case 'S' -> {
                    var texts = Messages.texts(body);
                    parameters.put(texts.get(0), texts.get(1));
                }
                case 'K' -> keyData = ByteBuffer.wrap(body);
                case 'E' -> throw new IOException(Messages.errorText(body));
                case 'Z' -> {
                    return new ServerLogin(
                            address,
                            socket,
                            in,
                            out,
                            Map.copyOf(parameters),
                            keyData.getInt(0),
                            keyData.getInt(Integer.BYTES));
                }
                default -> {
                    // A notice, which the pooler ignores.
                }
            }
        }
    }

    private static void requireTrust(byte[] authentication) throws IOException {
        if (ByteBuffer.wrap(authentication).getInt() != 0) {
            throw new IOException("the server asks for a password");
        }
    }

    /** Waits until the server has sent the signal, so that it cannot reach a later statement. */
    void cancel() throws IOException {
        try (var request = address.connect()) {
            request.getOutputStream().write(Messages.cancelRequest(pid, key));
            request.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }
}
