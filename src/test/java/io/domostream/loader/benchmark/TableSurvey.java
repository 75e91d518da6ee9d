package io.domostream.loader.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/** Finds out what a table comes to as CSV, and where its key may be cut; none of this is measured. */
record TableSurvey(Connection connection, String name, String key) {
    static final int RANGE = 50_000;

    Table table() throws SQLException {
        var copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy %s to stdout (format csv)".formatted(name));
        long bytes = 0;
        for (var row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
            bytes += row.length;
        }
        return new Table(name, copy.getHandledRowCount(), bytes, ranges());
    }

    private List<String> ranges() throws SQLException {
        var ranges = new ArrayList<String>();
        String after = "true";
        for (var bound : bounds()) {
            ranges.add("%s and (%s) <= %s".formatted(after, key, bound));
            after = "(%s) > %s".formatted(key, bound);
        }
        ranges.add(after);
        return ranges;
    }

    private List<String> bounds() throws SQLException {
        var literals = Stream.of(key.split(", ")).map(each -> "%L").collect(Collectors.joining(", ", "(", ")"));
        var sql = """
                select format('%s', %s) from (select %s, row_number() over (order by %s) as n from %s) as numbered
                where n %% %d = 0 order by n""".formatted(literals, key, key, key, name, RANGE);
        var bounds = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            while (found.next()) {
                bounds.add(found.getString(1));
            }
        }
        return bounds;
    }
}
