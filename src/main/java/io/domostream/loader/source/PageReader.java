package io.domostream.loader.source;

import java.io.IOException;
import java.io.OutputStream;

/** Reads pages as CSV under one snapshot, on one connection; for one thread. */
public interface PageReader extends AutoCloseable {
    /** Writes the page's rows and returns how many the database says it sent; {@link RowNotWritten} names a row refused. */
    long read(Page page, OutputStream csv) throws IOException;

    @Override
    void close();
}
