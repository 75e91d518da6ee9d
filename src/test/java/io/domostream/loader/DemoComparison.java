package io.domostream.loader;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Holds a DataSet's rows against the table's, key by key, value by value. */
final class DemoComparison {
    private static final int FETCH = 10_000;
    private static final int SHOWN = 5;
    private final List<String> examples = new ArrayList<>();
    private long inTable;
    private long inDataSet;
    private long values;
    private long differences;

    static DemoComparison of(String database, InputStream export) throws SQLException, IOException {
        var comparison = new DemoComparison();
        try (var connection = DriverManager.getConnection(database);
                var csv = CsvReader.builder().ofCsvRecord(export)) {
            // The driver reads with a cursor only within a transaction.
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.setFetchSize(FETCH);
                comparison.compare(
                        statement.executeQuery("select * from lineitem order by l_orderkey, l_linenumber"),
                        csv.iterator());
            }
        }
        return comparison;
    }

    /** A DataSet has no order of its own: rows that come before their turn wait under their key. */
    private void compare(ResultSet table, Iterator<CsvRecord> dataSet) throws SQLException {
        var waiting = new HashMap<String, CsvRecord>();
        while (table.next()) {
            inTable++;
            var key = table.getString("l_orderkey") + "," + table.getString("l_linenumber");
            while (!waiting.containsKey(key) && dataSet.hasNext()) {
                take(dataSet.next(), waiting);
            }
            var row = waiting.remove(key);
            if (row == null) {
                differs("row %s is missing in the DataSet".formatted(key));
            } else {
                compareRow(table, row);
            }
        }
        while (dataSet.hasNext()) {
            take(dataSet.next(), waiting);
        }
        waiting.keySet().forEach(key -> differs("row %s is in the DataSet only, or twice".formatted(key)));
    }

    private void take(CsvRecord row, Map<String, CsvRecord> waiting) {
        inDataSet++;
        var key = row.getField(0) + "," + row.getField(3);
        if (waiting.put(key, row) != null) {
            differs("row %s is in the DataSet twice".formatted(key));
        }
    }

    private void compareRow(ResultSet table, CsvRecord row) throws SQLException {
        var columns = table.getMetaData();
        if (row.getFieldCount() != columns.getColumnCount()) {
            differs("row %d has %d values".formatted(inTable, row.getFieldCount()));
            return;
        }
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            values++;
            var expected = table.getString(i);
            var found = row.getField(i - 1);
            if (!same(columns.getColumnType(i), expected, found)) {
                differs("row %d, %s: '%s' in the table, '%s' in the DataSet"
                        .formatted(inTable, columns.getColumnName(i), expected, found));
            }
        }
    }

    private static boolean same(int type, String expected, String found) {
        return switch (type) {
            case Types.NUMERIC -> sameNumber(expected, found);
            // The blanks that char(n) is filled up with are not part of the value, in PostgreSQL's own words.
            case Types.CHAR -> expected.stripTrailing().equals(found.stripTrailing());
            default -> expected.equals(found);
        };
    }

    private static boolean sameNumber(String expected, String found) {
        try {
            return new BigDecimal(expected).compareTo(new BigDecimal(found)) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void differs(String what) {
        differences++;
        if (examples.size() < SHOWN) {
            examples.add(what);
        }
    }

    boolean same() {
        return inTable > 0 && inTable == inDataSet && differences == 0;
    }

    List<String> verdict() {
        var lines = new ArrayList<String>();
        lines.add("The table has %,d rows, the DataSet %,d.".formatted(inTable, inDataSet));
        lines.add(
                same()
                        ? "All %,d values are the same: no row is missing, doubled or changed.".formatted(values)
                        : "THEY DIFFER: %,d differences in %,d values compared.".formatted(differences, values));
        lines.addAll(examples);
        return lines;
    }
}
