package io.domostream.loader.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.postgresql.PGConnection;
import tools.jackson.databind.json.JsonMapper;

/** Copies a table to nowhere with four connections: address, table, and a file of conditions, one a range. */
final class RawCopy {
    private static final int THREADS = 4;
    private final String table;
    private final Queue<String> ranges;

    private RawCopy(String table, List<String> ranges) {
        this.table = table;
        this.ranges = new ConcurrentLinkedQueue<>(ranges);
    }

    public static void main(String[] args) throws Exception {
        var raw = new RawCopy(args[1], Files.readAllLines(Path.of(args[2])));
        var connections = new ArrayList<Connection>();
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int i = 0; i < THREADS; i++) {
                connections.add(DriverManager.getConnection(args[0]));
            }
            var tasks = connections.stream()
                    .<Callable<Long>>map(each -> () -> raw.copy(each))
                    .toList();
            long begin = System.nanoTime();
            long rows = 0;
            for (var done : threads.invokeAll(tasks)) {
                rows += done.get();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.println(JsonMapper.shared().writeValueAsString(Map.of("rows", rows, "seconds", seconds)));
        } finally {
            threads.shutdownNow();
            for (var connection : connections) {
                connection.close();
            }
        }
    }

    private long copy(Connection connection) throws SQLException {
        var api = connection.unwrap(PGConnection.class).getCopyAPI();
        long rows = 0;
        for (var range = ranges.poll(); range != null; range = ranges.poll()) {
            var copy = api.copyOut("COPY (SELECT * FROM %s WHERE %s) TO STDOUT (FORMAT csv)".formatted(table, range));
            while (copy.readFromCopy() != null) {
                rows++;
            }
        }
        return rows;
    }
}
