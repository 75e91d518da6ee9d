package io.domostream.loader.source;

import io.domostream.loader.Runbook;
import java.util.List;
import java.util.Set;

/** Shows that a merge key makes each row unique in the DataSet, by the primary key where it tells, else by reading. */
record JdbcMergeKey(Session session, Sql from, SourceTable table, JdbcTypes types) {
    void requireUnique(List<SourceColumn> columns) {
        var names = columns.stream().map(SourceColumn::name).toList();
        for (var column : columns) {
            if (!types.keepsDistinct(column)) {
                throw SourceException.badSettings(
                        "merge-key names the column %s, whose values may become equal as %s"
                                .formatted(column.name(), column.type()),
                        "set it to STRING in columns, or give other columns",
                        Runbook.MERGE_KEY_NOT_UNIQUE,
                        null);
            }
        }
        if (!table.primaryKey().isEmpty()
                && Set.copyOf(names).containsAll(table.primaryKey())
                && names.size() == table.primaryKey().size()) {
            return;
        }
        var quote = Quote.of(session);
        for (var name : names) {
            var nulls = Sql.of("SELECT COUNT(*) FROM ").then(from).then(" WHERE " + quote.name(name) + " IS NULL");
            if (RunningQuery.number(session, nulls) > 0) {
                throw SourceException.badSettings(
                        "merge-key names the column %s, which holds a NULL in the DataSet".formatted(name),
                        "Domo could not find such a row again; give other columns",
                        Runbook.MERGE_KEY_NOT_UNIQUE,
                        null);
            }
        }
        var list = String.join(", ", names.stream().map(quote::name).toList());
        var repeated = Sql.of("SELECT COUNT(*) FROM ").then(from).then(" GROUP BY " + list + " HAVING COUNT(*) > 1");
        try (var query = RunningQuery.of(session, repeated, 1)) {
            if (query.next()) {
                throw SourceException.badSettings(
                        "merge-key is %s, and more than one row has the same values".formatted(names),
                        "give columns that make a row unique",
                        Runbook.MERGE_KEY_NOT_UNIQUE,
                        null);
            }
        }
    }
}
