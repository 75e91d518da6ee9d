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
import java.util.Iterator;
import java.util.List;

/** Holds a DataSet's rows against the table's, both in key order, value by value. */
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

    private void compare(ResultSet table, Iterator<CsvRecord> dataSet) throws SQLException {
        while (table.next()) {
            inTable++;
            if (dataSet.hasNext()) {
                inDataSet++;
                compareRow(table, dataSet.next());
            }
        }
        for (; dataSet.hasNext(); dataSet.next()) {
            inDataSet++;
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
            if (!expected.equals(found)
                    && !(columns.getColumnType(i) == Types.NUMERIC && sameNumber(expected, found))) {
                differs("row %d, %s: '%s' in the table, '%s' in the DataSet"
                        .formatted(inTable, columns.getColumnName(i), expected, found));
            }
        }
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
                        : "THEY DIFFER: %,d of %,d values compared.".formatted(differences, values));
        lines.addAll(examples);
        return lines;
    }
}
