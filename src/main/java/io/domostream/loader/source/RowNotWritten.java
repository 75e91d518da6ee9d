package io.domostream.loader.source;

import java.io.IOException;

/** One row's CSV was refused by what it was written to, as the cause tells; names the row without putting it in a message. */
public final class RowNotWritten extends IOException {
    private final String key;
    private final int bytes;

    RowNotWritten(String key, int bytes, IOException cause) {
        super("a row of %d bytes could not be written".formatted(bytes), cause);
        this.key = key;
        this.bytes = bytes;
    }

    /** The values of the row's key, shortened; empty when the load has no key or leaves its columns out. */
    public String key() {
        return key;
    }

    /** How long the row's CSV is. */
    public int bytes() {
        return bytes;
    }
}
