package io.domostream.loader.pooler;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** Writes to a client: the server's messages, and the pooler's own in their place. */
final class ClientOutput {
    private static final int BUFFER_BYTES = 1 << 16;
    private final Socket socket;
    private final OutputStream stream;

    ClientOutput(Socket socket) throws IOException {
        this.socket = socket;
        stream = new BufferedOutputStream(new LenientOutput(socket), BUFFER_BYTES);
    }

    OutputStream stream() {
        return stream;
    }

    void writeWelcome(Parameters parameters, int pid, int key) throws IOException {
        stream.write(Messages.authenticationOk());
        for (var parameter : parameters.toMap().entrySet()) {
            writeParameter(parameter.getKey(), parameter.getValue());
        }
        stream.write(Messages.backendKeyData(pid, key));
        writeReady(Exchange.IDLE);
    }

    void writeParameter(String name, String value) throws IOException {
        stream.write(Messages.parameterStatus(name, value));
    }

    void writeReady(char status) throws IOException {
        stream.write(Messages.readyForQuery(status));
        stream.flush();
    }

    /** Keeps the socket open, for what the client sent meanwhile would otherwise make the system drop the message. */
    void finish(String reason) {
        try {
            stream.write(Messages.fatal(reason));
            stream.flush();
            socket.shutdownOutput();
        } catch (IOException e) {
            // The client has disconnected.
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed for the pooler in any case.
        }
    }
}
