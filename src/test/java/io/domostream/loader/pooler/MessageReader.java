package io.domostream.loader.pooler;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Reads one side's messages, whose bodies it can pass on without holding them whole. */
final class MessageReader {
    static final int END = -1;
    private static final int HEADER_BYTES = 5;
    private static final int BUFFER_BYTES = 1 << 16;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private int bodyBytes;

    MessageReader(InputStream in) {
        this.in = in;
    }

    /** False when {@link #next()} would have to wait. */
    boolean hasNext() {
        return limit - position >= HEADER_BYTES;
    }

    /** The type of the next message, or END; its body must be taken, forwarded or skipped. */
    int next() throws IOException {
        if (!fill(HEADER_BYTES)) {
            return END;
        }
        int type = buffer[position];
        position++;
        readLength();
        return type;
    }

    /** The body of the next message, which has no type: a client's first one. */
    byte[] nextUntyped() throws IOException {
        if (!fill(Integer.BYTES)) {
            throw new EOFException();
        }
        readLength();
        return body();
    }

    byte[] body() throws IOException {
        var body = ByteBuffer.allocate(bodyBytes);
        while (body.hasRemaining()) {
            int bytes = buffered();
            body.put(buffer, position, bytes);
            consume(bytes);
        }
        return body.array();
    }

    /** Writes the whole message, header included. */
    void forward(OutputStream out) throws IOException {
        int start = position - HEADER_BYTES;
        int bytes = Math.min(bodyBytes, limit - position);
        out.write(buffer, start, HEADER_BYTES + bytes);
        consume(bytes);
        copyBody(out);
    }

    void skip() throws IOException {
        copyBody(OutputStream.nullOutputStream());
    }

    private void copyBody(OutputStream out) throws IOException {
        while (bodyBytes > 0) {
            int bytes = buffered();
            out.write(buffer, position, bytes);
            consume(bytes);
        }
    }

    private void readLength() throws IOException {
        bodyBytes = ByteBuffer.wrap(buffer, position, Integer.BYTES).getInt() - Integer.BYTES;
        position += Integer.BYTES;
        if (bodyBytes < 0) {
            throw new IOException("invalid message length");
        }
    }

    private void consume(int bytes) {
        position += bytes;
        bodyBytes -= bytes;
    }

    /** How many bytes of the body can be taken from the buffer, at least one. */
    private int buffered() throws IOException {
        if (!fill(1)) {
            throw new EOFException();
        }
        return Math.min(bodyBytes, limit - position);
    }

    /** False at the end of the stream. */
    private boolean fill(int bytes) throws IOException {
        if (limit - position >= bytes) {
            return true;
        }
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        while (limit < bytes) {
            int read = in.read(buffer, limit, buffer.length - limit);
            if (read < 0) {
                if (limit > 0) {
                    throw new EOFException();
                }
                return false;
            }
            limit += read;
        }
        return true;
    }
}
