package io.domostream.loader.benchmark;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** What a PostgreSQL on this machine takes. */
final class Servers {
    private Servers() {}

    static double processorSeconds(Connection connection) throws IOException, SQLException {
        long backend = number(connection, "select pg_backend_pid()");
        var server = ProcessHandle.of(backend).flatMap(ProcessHandle::parent);
        return Processor.seconds(server.orElseThrow());
    }

    static long number(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getLong(1);
        }
    }
}
