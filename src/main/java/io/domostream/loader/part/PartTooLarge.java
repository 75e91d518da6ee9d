package io.domostream.loader.part;

import java.io.IOException;

/** A part's CSV has outgrown the size it may have. */
public final class PartTooLarge extends IOException {
    PartTooLarge(long maxBytes) {
        super("the part's CSV is larger than parts.max-bytes (%d bytes): lower parts.rows, or raise parts.max-bytes"
                .formatted(maxBytes));
    }
}
