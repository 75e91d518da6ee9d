package io.domostream.loader.pooler;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** Drops what the other side no longer takes: whoever reads from it sees that it is gone. */
final class LenientOutput extends OutputStream {
    private final OutputStream out;
    private volatile boolean failed;

    LenientOutput(Socket socket) throws IOException {
        out = socket.getOutputStream();
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (failed) {
            return;
        }
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failed = true;
        }
    }
}
