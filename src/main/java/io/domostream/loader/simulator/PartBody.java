package io.domostream.loader.simulator;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The body of a part's upload, plain or gzip, read as it comes. */
final class PartBody {

    private static final int BUFFER = 1 << 16;

    private final CountedBody bytes;
    private final @Nullable String length;
    private final boolean saidToBeGzip;

    PartBody(Call call) {
        this.bytes = new CountedBody(call.body());
        this.length = call.header("Content-Length");
        this.saidToBeGzip = (call.header("Content-Encoding") + " " + call.header("Content-Type")).contains("gzip");
    }

    Reader text() throws IOException {
        // A decoder of its own reports bad bytes; the reader's default would replace them unseen.
        return new InputStreamReader(plain(), StandardCharsets.UTF_8.newDecoder());
    }

    /** Reads what is left, and fails where that isn't all. */
    void requireWhole() throws IOException {
        bytes.transferTo(OutputStream.nullOutputStream());
        // The JDK's server reports a body cut short as a plain end.
        if (length != null && Long.parseLong(length) != bytes.count) {
            throw new IOException("The client closed the connection within a part");
        }
    }

    // Gzip is told by its first bytes: some clients say so in Content-Encoding, some in Content-Type, some nowhere.
    private InputStream plain() throws IOException {
        var buffered = new BufferedInputStream(bytes, BUFFER);
        buffered.mark(2);
        var gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        if (saidToBeGzip && !gzip) {
            throw new Refusal(400, "The part is not well-formed gzip");
        }
        return gzip ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }

    /** Counts a body's bytes, and says that more may come so that gzip members glued together are all read. */
    private static final class CountedBody extends FilterInputStream {
        private long count;

        CountedBody(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var read = super.read(buffer, offset, length);
            count += Math.max(0, read);
            return read;
        }

        @Override
        public int available() {
            return 1;
        }
    }
}
