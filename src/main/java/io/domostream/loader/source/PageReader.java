package io.domostream.loader.source;

import java.io.IOException;
import java.io.OutputStream;

/** Reads pages as CSV under one snapshot, on one connection; for one thread. */
public interface PageReader extends AutoCloseable {
    /** Writes the page's rows and returns how many the database says it sent; {@link RowNotWritten} names a row refused. */
    long read(Page page, OutputStream csv) throws IOException;

    /** How many values, since it was opened, became null because Domo has no form for them, such as NaN. */
    long nulledValues();

    @Override
    void close();
}
