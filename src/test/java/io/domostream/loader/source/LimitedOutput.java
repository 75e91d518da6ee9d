package io.domostream.loader.source;

import java.io.IOException;
import java.io.OutputStream;

/** Takes writes up to a length, and refuses longer ones. */
final class LimitedOutput extends OutputStream {
    private final int longest;

    LimitedOutput(int longest) {
        this.longest = longest;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[1]);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > longest) {
            throw new IOException("full");
        }
    }
}
