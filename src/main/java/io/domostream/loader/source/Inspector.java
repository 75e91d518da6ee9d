package io.domostream.loader.source;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks what a load says about its source against the source itself. */
record Inspector(SourceSpec spec, Types types) {
    /** Which Domo type each of the database's types becomes, or can be made to become. */
    interface Types {
        DomoType typeOf(Catalog.Found column);

        boolean canBecome(SourceColumn column);

        boolean mayBecomeNull(SourceColumn column);
    }

    /** Checks against PostgreSQL's catalog. */
    static SourceTable inspect(SourceSpec spec, Catalog catalog) {
        return new Inspector(spec, new TypeMapping.Types()).inspect(catalog);
    }

    private SourceTable inspect(Catalog catalog) {
        var table = spec.table();
        if (table == null || table.isBlank()) {
            var query = PageSql.from(spec, "");
            return estimated(catalog, query, describe("query", catalog.columnsOf(query), List.of()));
        }
        var relation = Relation.find(catalog.session(), table);
        return estimated(
                catalog,
                relation.name(),
                describe(relation.name(), catalog.columnsOf(relation), catalog.primaryKeyOf(relation)));
    }

    private static SourceTable estimated(Catalog catalog, String from, SourceTable table) {
        new MoneyScale(catalog.session()).check(table.columns());
        var plan = QueryPlan.of(catalog.session(), PageSql.select(table.columns(), from));
        return new SourceTable(
                table.name(),
                table.columns(),
                table.key(),
                table.keyNullable(),
                plan.rows(),
                plan.rowBytes(),
                table.primaryKey());
    }

    /** The table without any estimate. */
    SourceTable describe(String name, List<Catalog.Found> found, List<String> primaryKey) {
        requireDistinct(found);
        var byName = found.stream().collect(Collectors.toMap(column -> folded(column.name()), column -> column));
        var overrides = new HashMap<String, DomoType>();
        spec.columns()
                .forEach((column, type) ->
                        overrides.put(named(byName, column, "columns").name(), type));
        var excluded = names(byName, spec.exclude(), "exclude");
        var columns = found.stream()
                .filter(column -> !excluded.contains(column.name()))
                .map(column -> new SourceColumn(
                        column.name(),
                        column.sourceType(),
                        column.kind(),
                        column.jdbcKind(),
                        overrides.getOrDefault(column.name(), types.typeOf(column)),
                        column.nullable()))
                .toList();
        requireReadable(name, columns);
        columns.forEach(this::requireCast);
        var key = spec.key().isEmpty() ? primaryKey : names(byName, spec.key(), "key");
        if (key.stream().distinct().count() < key.size()) {
            throw SourceException.badSettings("key names a column twice", "name each column once");
        }
        var nullable = found.stream().anyMatch(column -> column.nullable() && key.contains(column.name()));
        return new SourceTable(name, columns, key, nullable, 0, 0, primaryKey);
    }

    private static void requireDistinct(List<Catalog.Found> found) {
        var seen = new HashMap<String, String>();
        for (var column : found) {
            var other = seen.put(folded(column.name()), column.name());
            if (other != null) {
                throw SourceException.badSettings(
                        "columns %s and %s differ by case alone or not at all".formatted(other, column.name()),
                        "Domo can't tell them apart; load a query that renames one");
            }
        }
    }

    private void requireReadable(String name, List<SourceColumn> columns) {
        if (columns.isEmpty()) {
            throw SourceException.badSettings(name + " has no column to load", "exclude fewer columns");
        }
        var only = columns.get(0);
        if (columns.size() == 1 && (only.nullable() || types.mayBecomeNull(only))) {
            throw SourceException.badSettings(
                    "%s has the single column %s, which may be NULL".formatted(name, only.name()),
                    "its NULL would be an empty line, which is no row in CSV; load a second column too");
        }
    }

    private void requireCast(SourceColumn column) {
        if (!types.canBecome(column)) {
            throw SourceException.badSettings(
                    "columns makes %s a %s, which %s can't become"
                            .formatted(column.name(), column.type(), column.sourceType()),
                    "give STRING, leave it out there, or convert it in a query");
        }
    }

    private static List<String> names(Map<String, Catalog.Found> byName, Collection<String> names, String setting) {
        return names.stream().map(name -> named(byName, name, setting).name()).toList();
    }

    private static Catalog.Found named(Map<String, Catalog.Found> byName, String name, String setting) {
        var found = byName.get(folded(name));
        if (found == null) {
            throw SourceException.badSettings(
                    "%s names the column %s, which is not there".formatted(setting, name),
                    "give one of "
                            + byName.values().stream()
                                    .map(Catalog.Found::name)
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        return found;
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
