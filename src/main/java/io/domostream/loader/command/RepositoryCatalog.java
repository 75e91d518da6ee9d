package io.domostream.loader.command;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog of the job repository's database has under some names. {@code schema} is the one that the loader works in,
 * the first of the search path, or null where there is none.
 */
record RepositoryCatalog(@Nullable String schema, boolean mayCreate, List<Relation> relations) {
    private static final String SCHEMA = "select current_schema(), has_schema_privilege(current_schema(), 'CREATE')";
    private static final String RELATIONS = "select n.nspname, c.relname, c.relkind::text,"
            + " array(select attname::text from pg_attribute a where a.attrelid = c.oid and attnum > 0 and not attisdropped)"
            + " from unnest(current_setting('" + RepositoryPool.SEARCH_PATH
            + "')::name[]) with ordinality as path (name, place)"
            + " join pg_namespace n on n.nspname = path.name join pg_class c on c.relnamespace = n.oid"
            + " where c.relname = any (?::name[]) order by place, c.relname";

    /** {@code kind} as {@code pg_class.relkind} has it. */
    record Relation(String schema, String name, String kind, Set<String> columns) {
        private static Relation of(ResultSet row) throws SQLException {
            var columns = (String[]) row.getArray(4).getArray();
            return new Relation(row.getString(1), row.getString(2), row.getString(3), Set.of(columns));
        }

        boolean isTable() {
            return kind.equals("r") || kind.equals("p");
        }

        boolean isSequence() {
            return kind.equals("S");
        }
    }

    static RepositoryCatalog read(Connection connection, Collection<String> names) throws SQLException {
        var relations = new ArrayList<Relation>();
        try (var statement = connection.prepareStatement(RELATIONS)) {
            statement.setArray(1, connection.createArrayOf("text", names.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    relations.add(Relation.of(rows));
                }
            }
        }
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(SCHEMA)) {
            row.next();
            return new RepositoryCatalog(row.getString(1), row.getBoolean(2), relations);
        }
    }

    boolean isEmpty() {
        return own().isEmpty();
    }

    /** By their names, those in the loader's schema. */
    Map<String, Relation> own() {
        return relations.stream()
                .filter(relation -> relation.schema().equals(schema))
                .collect(Collectors.toMap(Relation::name, Function.identity()));
    }

    /** The first schema behind the loader's that has any of them. */
    @Nullable
    String otherSchema() {
        return relations.stream()
                .map(Relation::schema)
                .filter(name -> !name.equals(schema))
                .findFirst()
                .orElse(null);
    }
}
