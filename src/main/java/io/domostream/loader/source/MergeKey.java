package io.domostream.loader.source;

import io.domostream.loader.Runbook;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows that a merge key makes each row unique in the DataSet, from the catalogue where it tells, else by reading. */
record MergeKey(Session session, SourceSpec spec, SourceTable table, List<SourceColumn> columns) {
    static MergeKey of(Session session, SourceSpec spec, SourceTable table, List<String> names) {
        return new MergeKey(session, spec, table, columns(table, names));
    }

    /** The columns that the merge key names. */
    static List<SourceColumn> columns(SourceTable table, List<String> names) {
        if (names.isEmpty()) {
            throw SourceException.badSettings("merge-key is missing", "give the columns that make a row unique");
        }
        var byName = table.columns().stream()
                .collect(Collectors.toMap(column -> column.name().toLowerCase(Locale.ROOT), column -> column));
        return names.stream()
                .map(name -> {
                    var column = byName.get(name.toLowerCase(Locale.ROOT));
                    if (column == null) {
                        throw SourceException.badSettings(
                                "merge-key names the column %s, which is not loaded".formatted(name),
                                "name loaded columns, and take it out of exclude");
                    }
                    return column;
                })
                .toList();
    }

    void requireUnique() {
        // A time cut to its second, or an infinite date turned into NULL, may repeat though the source's values don't.
        if (columns.stream().allMatch(TypeMapping::keepsDistinct)
                && new Catalog(session).provesUnique(Relation.of(session, spec), names())) {
            return;
        }
        var from = PageSql.from(spec, table.name());
        var nulls = columns.stream()
                .map(column ->
                        "coalesce(" + QualifiedSql.call("bool_or", QualifiedSql.anyNull(TypeMapping.domoValue(column)))
                                + ", false)")
                .collect(Collectors.joining(", ", "SELECT ARRAY[", "] FROM " + from));
        var holdsNull = session.one(nulls, row -> (Boolean[]) row.getArray(1).getArray());
        for (int i = 0; i < holdsNull.length; i++) {
            if (holdsNull[i]) {
                throw SourceException.badSettings(
                        "merge-key names the column %s, which holds a NULL in the DataSet"
                                .formatted(columns.get(i).name()),
                        "Domo could not find such a row again; give other columns",
                        Runbook.MERGE_KEY_NOT_UNIQUE,
                        null);
            }
        }
        var values = columns.stream().map(TypeMapping::domoValue).distinct().collect(Collectors.joining(", "));
        boolean repeats = session.one(
                "SELECT EXISTS (SELECT FROM %s GROUP BY %s HAVING %s)"
                        .formatted(from, values, QualifiedSql.binary(QualifiedSql.call("count", "*"), ">", "1")),
                row -> row.getBoolean(1));
        if (repeats) {
            throw SourceException.badSettings(
                    "merge-key is %s, and more than one row has the same values in the DataSet".formatted(names()),
                    "give columns that make a row unique",
                    Runbook.MERGE_KEY_NOT_UNIQUE,
                    null);
        }
    }

    private List<String> names() {
        return columns.stream().map(SourceColumn::name).toList();
    }
}
