package io.domostream.loader.source;

import java.io.IOException;
import java.io.OutputStream;

/** A source that can't be cut, read once from its first row to its last; for one thread. */
public interface RowStream extends AutoCloseable {
    /**
     * Writes the next whole rows, up to so many and so many bytes, and returns how many; 0 at the end. A row alone is written
     * however large it is; {@link RowNotWritten} names a row refused. After an exception the stream is of no more use.
     */
    long read(OutputStream csv, int rowsAtMost, long bytesAtMost) throws IOException;

    /** How many values of the rows written so far became null because Domo has no form for them, such as NaN. */
    long nulledValues();

    /** Also ends a query that is still running. */
    @Override
    void close();
}
