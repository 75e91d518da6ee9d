package io.domostream.loader.source;

import java.sql.Connection;
import java.sql.SQLException;

/** What a database needs at the beginning of each transaction. */
interface TransactionSettings {
    /** For databases whose session keeps its settings. */
    TransactionSettings NONE = (connection, start) -> {};

    /** Must be the first use of the connection in its transaction. Throws {@link SourceException} for a wrong session. */
    void begin(Connection connection, TransactionStart start) throws SQLException;

    /** Finds out, on the first connection, what all transactions have in common. */
    interface Reader {
        TransactionSettings read(Connection connection) throws SQLException;
    }
}
