package io.domostream.loader;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows to compare, in an order of their own: a DataSet has none. */
final class Rows {
    private Rows() {}

    /** As the driver reads them from the database, which is not the way the loader goes. */
    static List<List<@Nullable String>> inDatabase(String url, String select) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var results = statement.executeQuery(select)) {
            var rows = new ArrayList<List<@Nullable String>>();
            while (results.next()) {
                var row = new ArrayList<@Nullable String>();
                for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
                    row.add(results.getString(i));
                }
                rows.add(row);
            }
            return ordered(rows);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 4180, read here so that the simulator's own reader is tested too: a bare empty field is null. */
    static List<List<@Nullable String>> inExport(String csv) {
        var rows = new ArrayList<List<@Nullable String>>();
        var row = new ArrayList<@Nullable String>();
        int at = 0;
        while (at < csv.length()) {
            var field = new StringBuilder();
            boolean quoted = csv.charAt(at) == '"';
            at = quoted ? quoted(csv, at + 1, field) : bare(csv, at, field);
            row.add(quoted || field.length() > 0 ? field.toString() : null);
            if (at == csv.length() || csv.charAt(at) == '\n') {
                rows.add(row);
                row = new ArrayList<>();
            } else if (at + 1 == csv.length() || csv.charAt(at + 1) == '\n') {
                // A null at the end of the row has no characters of its own.
                row.add(null);
                rows.add(row);
                row = new ArrayList<>();
                at++;
            }
            at++;
        }
        return ordered(rows);
    }

    private static int bare(String csv, int from, StringBuilder field) {
        int at = from;
        while (at < csv.length() && csv.charAt(at) != ',' && csv.charAt(at) != '\n') {
            field.append(csv.charAt(at++));
        }
        return at;
    }

    private static int quoted(String csv, int from, StringBuilder field) {
        int at = from;
        while (true) {
            char c = csv.charAt(at++);
            if (c != '"') {
                field.append(c);
            } else if (at < csv.length() && csv.charAt(at) == '"') {
                field.append('"');
                at++;
            } else {
                return at;
            }
        }
    }

    static List<List<@Nullable String>> ordered(List<List<@Nullable String>> rows) {
        rows.sort(Comparator.comparing(Object::toString));
        return rows;
    }
}
