package io.domostream.loader.faults;

import io.domostream.loader.TestPostgres;
import io.domostream.loader.job.LoadSettings.Method;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A table with a key of some kind, whose rows carry a version that a change raises. */
record RandomTable(String name, Key key, int rows) {
    /** How rows are told apart. */
    enum Key {
        BIGINT("id bigint primary key", "g * 7", "id", "LONG"),
        TEXT("id text primary key", "'k ' || g * 7", "id", "STRING"),
        UUID("id uuid primary key", "md5(g::text)::uuid", "id", "STRING"),
        COMPOSITE("a int, id text, primary key (a, id)", "g % 3, 'k' || g", "a || ',' || id", "STRING"),
        NULLABLE("id bigint", "nullif(g % 9, 4)", "coalesce(id::text, '')", "LONG"),
        NONE("id bigint", "g % 9", "id", "LONG");

        private final String columns;
        private final String values;
        private final String shown;
        private final String domoType;

        Key(String columns, String values, String shown, String domoType) {
            this.columns = columns;
            this.values = values;
            this.shown = shown;
            this.domoType = domoType;
        }

        boolean primary() {
            return this != NULLABLE && this != NONE;
        }

        /** What must be said in the load's settings. */
        List<String> named() {
            return this == NULLABLE ? List.of("id") : List.of();
        }

        List<String> merged() {
            return this == COMPOSITE ? List.of("a", "id") : List.of("id");
        }

        String domoColumns() {
            var first = this == COMPOSITE ? """
                    {"type": "LONG", "name": "a"},""" : "";
            return first + """
                    {"type": "%s", "name": "id"}, {"type": "STRING", "name": "note"}""".formatted(domoType);
        }
    }

    void create(String database) {
        TestPostgres.execute(
                database,
                "create table %s (%s, note text)".formatted(name, key.columns),
                "insert into %s select %s, 'row ' || g || ' v0' from generate_series(1, %d) g"
                        .formatted(name, key.values, rows));
    }

    /** Changes every row and no key. */
    void change(String database, int version) {
        TestPostgres.execute(
                database, "update %s set note = regexp_replace(note, 'v\\d+', 'v%d')".formatted(name, version));
    }

    /** The rows as Domo is to show them. */
    List<String> shown(String database) {
        return ask(database, "select %s || ',' || note from %s".formatted(key.shown, name));
    }

    /** Rows that were there before: of keys in the table and of others, unless all are to be new. */
    List<String> old(String database, Method method, int count) {
        return ask(
                database,
                "select %s || ',' || note from (select %s, 'old ' || g || ' v0' from generate_series(%d, %d) g) as old (%s, note)"
                        .formatted(
                                key.shown,
                                key.values,
                                method == Method.UPSERT ? rows / 2 : 1,
                                rows / 2 + count,
                                key == Key.COMPOSITE ? "a, id" : "id"));
    }

    private static List<String> ask(String database, String sql) {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (answer.next()) {
                rows.add(answer.getString(1));
            }
            return rows.stream().sorted().toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
