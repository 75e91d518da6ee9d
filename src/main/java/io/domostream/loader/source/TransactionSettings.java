package io.domostream.loader.source;

import java.sql.Connection;
import java.sql.SQLException;

/** What a database needs at the beginning of each transaction. */
interface TransactionSettings {
    /** For databases whose session keeps its settings. */
    TransactionSettings NONE = (connection, start) -> {};

    /** Must be the first use of the connection in its transaction; failures come out as {@link SourceException}. */
    void begin(Connection connection, TransactionStart start);

    /** Finds out, on the first connection, what all transactions have in common. */
    interface Reader {
        TransactionSettings read(Connection connection) throws SQLException;
    }
}
