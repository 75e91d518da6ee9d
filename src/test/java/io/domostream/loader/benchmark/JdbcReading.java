package io.domostream.loader.benchmark;

import io.domostream.loader.source.Page;
import io.domostream.loader.source.SourceDatabase;
import io.domostream.loader.source.SourceSettings;
import io.domostream.loader.source.SourceSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Reads one table by a bare loop and by the loader's reader in turn: rounds, table, address, and the user with a password. */
record JdbcReading(SourceSettings settings, String table) {
    private static final int ROWS_A_TRIP = 1000;

    public static void main(String[] args) throws IOException, SQLException {
        var settings = new SourceSettings(args[2], args.length > 3 ? args[3] : null, args.length > 3 ? args[4] : null);
        var seconds = new JdbcReading(settings, args[1]).rounds(Integer.parseInt(args[0]));
        System.out.println(JsonMapper.shared().writeValueAsString(seconds));
    }

    /** Of each round. */
    record Seconds(String source, long rows, List<Double> bare, List<Double> reader) {}

    Seconds rounds(int rounds) throws IOException, SQLException {
        // Not measured, for until then the JVM compiles what it runs.
        long rows = bare();
        requireAll(rows, reader());
        var seconds = new Seconds(source(), rows, new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round < rounds; round++) {
            long begin = System.nanoTime();
            requireAll(rows, bare());
            long between = System.nanoTime();
            requireAll(rows, reader());
            long end = System.nanoTime();
            seconds.bare.add((between - begin) / 1e9);
            seconds.reader.add((end - between) / 1e9);
        }
        return seconds;
    }

    private static void requireAll(long rows, long read) throws IOException {
        if (read != rows) {
            throw new IOException("%d rows of %d".formatted(read, rows));
        }
    }

    private String source() throws SQLException {
        try (var connection = connection()) {
            var about = connection.getMetaData();
            return about.getDatabaseProductName() + " " + about.getDatabaseProductVersion();
        }
    }

    private long bare() throws SQLException {
        // The same as the reader's: this is how MySQL's driver is told to read row by row.
        int fetchSize = settings.url().startsWith("jdbc:mysql:") ? Integer.MIN_VALUE : ROWS_A_TRIP;
        try (var connection = DriverManager.getConnection(settings.url(), settings.username(), settings.password())) {
            return new BareLoop(connection, fetchSize).read(table);
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(settings.url(), settings.username(), settings.password());
    }

    private long reader() throws IOException {
        var spec = new SourceSpec(table, null, List.of(), Map.of(), List.of(), Map.of());
        try (var source = SourceDatabase.of(settings, 1);
                var snapshot = source.noSnapshot();
                var reader =
                        source.readers(spec, source.inspect(spec), snapshot).open()) {
            return reader.read(new Page(1, null, null, Page.Nulls.LEFT_OUT), OutputStream.nullOutputStream());
        }
    }
}
