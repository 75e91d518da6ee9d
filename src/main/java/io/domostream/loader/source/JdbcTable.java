package io.domostream.loader.source;

import io.domostream.loader.Runbook;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table or view as the driver knows it; {@code sql} is its name, ready to stand in a statement. */
record JdbcTable(@Nullable String catalog, @Nullable String schema, String name, String sql) {
    private static final int PARTS_AT_MOST = 3;

    /** Finds a table by a name as the database would read it, then by the name exactly as written. */
    static JdbcTable find(Session session, String table) {
        try {
            var database = session.connection().getMetaData();
            for (var written : spellings(database, table.strip())) {
                var found = find(session, database, written);
                if (found != null) {
                    return found;
                }
            }
        } catch (SQLException e) {
            throw session.failure(e);
        }
        throw SourceException.badSettings(
                "table " + table + " is not there, or may not be seen",
                "give it as schema.table as it is written in the database, and grant the user SELECT on it",
                Runbook.TABLE_NOT_READABLE,
                null);
    }

    List<String> primaryKey(Session session) {
        var columns = new TreeMap<Short, String>();
        try (var keys = session.connection().getMetaData().getPrimaryKeys(catalog, schema, name)) {
            while (keys.next()) {
                columns.put(keys.getShort("KEY_SEQ"), keys.getString("COLUMN_NAME"));
            }
        } catch (SQLException e) {
            throw session.failure(e);
        }
        return List.copyOf(columns.values());
    }

    /** Its columns by the driver's description alone, none of which has been shown to be readable. */
    List<JdbcColumn> describedColumns(Session session) {
        var columns = new TreeMap<Integer, JdbcColumn>();
        try {
            var database = session.connection().getMetaData();
            try (var found = database.getColumns(catalog, escaped(database, schema), escaped(database, name), null)) {
                while (found.next()) {
                    columns.put(
                            found.getInt("ORDINAL_POSITION"),
                            new JdbcColumn(
                                    found.getString("COLUMN_NAME"),
                                    found.getString("TYPE_NAME"),
                                    JdbcKind.UNREADABLE,
                                    true));
                }
            }
        } catch (SQLException e) {
            throw session.failure(e);
        }
        return List.copyOf(columns.values());
    }

    private static Set<String> spellings(DatabaseMetaData database, String written) throws SQLException {
        var upper = written.toUpperCase(Locale.ROOT);
        var lower = written.toLowerCase(Locale.ROOT);
        var spellings = new LinkedHashSet<String>();
        if (database.storesUpperCaseIdentifiers()) {
            spellings.add(upper);
        } else if (database.storesLowerCaseIdentifiers()) {
            spellings.add(lower);
        }
        spellings.addAll(List.of(written, upper, lower));
        return spellings;
    }

    private static @Nullable JdbcTable find(Session session, DatabaseMetaData database, String written)
            throws SQLException {
        var parts = List.of(written.split("\\.", -1));
        // A name may hold a dot itself.
        for (int used = Math.min(parts.size(), PARTS_AT_MOST); used > 0; used--) {
            var name = String.join(".", parts.subList(used - 1, parts.size()));
            var catalog = session.connection().getCatalog();
            var schema = session.connection().getSchema();
            if (used == 2 && session.product().isMySql()) {
                catalog = parts.get(0);
            } else if (used >= 2) {
                schema = parts.get(used - 2);
                catalog = used == PARTS_AT_MOST ? parts.get(0) : catalog;
            }
            try (var tables = database.getTables(catalog, escaped(database, schema), escaped(database, name), null)) {
                while (tables.next()) {
                    if (isReadable(tables) && name.equalsIgnoreCase(tables.getString("TABLE_NAME"))) {
                        return of(session, tables);
                    }
                }
            }
        }
        return null;
    }

    private static JdbcTable of(Session session, ResultSet tables) throws SQLException {
        var quote = Quote.of(session);
        var catalog = tables.getString("TABLE_CAT");
        var schema = tables.getString("TABLE_SCHEM");
        var name = tables.getString("TABLE_NAME");
        var parts = new ArrayList<String>();
        if (catalog != null && session.connection().getMetaData().supportsCatalogsInDataManipulation()) {
            parts.add(quote.name(catalog));
        }
        if (schema != null) {
            parts.add(quote.name(schema));
        }
        parts.add(quote.name(name));
        return new JdbcTable(catalog, schema, name, String.join(".", parts));
    }

    private static boolean isReadable(ResultSet tables) throws SQLException {
        var type = String.valueOf(tables.getString("TABLE_TYPE")).toUpperCase(Locale.ROOT);
        return type.contains("TABLE") || type.contains("VIEW") || type.contains("SYNONYM");
    }

    // Names are patterns there.
    private static @Nullable String escaped(DatabaseMetaData database, @Nullable String name) throws SQLException {
        var escape = database.getSearchStringEscape();
        return name == null || escape == null || escape.isEmpty()
                ? name
                : name.replace(escape, escape + escape)
                        .replace("_", escape + "_")
                        .replace("%", escape + "%");
    }
}
