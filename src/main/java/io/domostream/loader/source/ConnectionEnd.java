package io.domostream.loader.source;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Remembers the failure after which a connection is of no more use: each later one says only that it is closed. */
final class ConnectionEnd {
    private static final int SECONDS_TO_ANSWER = 5;
    private final Connections connections;
    private @Nullable First first;

    ConnectionEnd(Connections connections) {
        this.connections = connections;
    }

    private record First(SourceFault fault, SQLException failure) {}

    SourceException told(SQLException failure, Connection connection) {
        if (connections.product() == Product.POSTGRESQL) {
            return SourceException.of(failure);
        }
        var told = first == null ? new First(fault(failure, connection), failure) : first;
        if (told.fault() == SourceFault.GONE || isTakenByPool(connection)) {
            first = told;
        }
        return connections.failures().querying(told.fault(), told.failure());
    }

    /** Some drivers report a lost connection like any other failure. */
    private SourceFault fault(SQLException failure, Connection connection) {
        var fault = connections.failures().diagnosis().ofQuery(failure);
        return fault == SourceFault.FAILED && isLost(connection) ? SourceFault.GONE : fault;
    }

    private static boolean isLost(Connection connection) {
        try {
            return !isTakenByPool(connection) && !connection.isValid(SECONDS_TO_ANSWER);
        } catch (SQLException e) {
            // DuckDB's way to say that the transaction has failed.
            return false;
        }
    }

    /** As it does after some failures, though the server may still be there. */
    private static boolean isTakenByPool(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }
}
