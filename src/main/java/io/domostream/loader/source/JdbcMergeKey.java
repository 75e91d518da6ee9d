package io.domostream.loader.source;

import io.domostream.loader.Runbook;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** Shows that a merge key makes each row unique in the DataSet, by the primary key where it tells, else by reading. */
record JdbcMergeKey(Session session, Sql from, SourceTable table) {
    void requireUnique(List<SourceColumn> columns) {
        var names = columns.stream().map(SourceColumn::name).toList();
        for (var column : columns) {
            if (!JdbcTypes.keepsDistinct(column)) {
                throw SourceException.badSettings(
                        "merge-key names the column %s, whose values may become equal as %s"
                                .formatted(column.name(), column.type()),
                        "set it to STRING in columns, or give other columns",
                        Runbook.MERGE_KEY_NOT_UNIQUE,
                        null);
            }
        }
        var quote = Quote.of(session);
        columns.stream().filter(column -> column.type() == DomoType.DATE).forEach(column -> requireDays(quote, column));
        if (!table.primaryKey().isEmpty()
                && Set.copyOf(names).containsAll(table.primaryKey())
                && names.size() == table.primaryKey().size()) {
            return;
        }
        for (var name : names) {
            if (RunningQuery.number(session, from.counted(quote.name(name) + " IS NULL")) > 0) {
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

    /** Domo has no place for other years, whose rows would all get NULL. */
    private void requireDays(Quote quote, SourceColumn column) {
        var name = quote.name(column.name());
        var outside = Sql.of("SELECT COUNT(*) FROM ")
                .then(from)
                .then(" WHERE " + name + " < ")
                .then(session.product().bound(LocalDate.of(1, 1, 1)))
                .then(" OR " + name + " > ")
                .then(session.product().bound(LocalDate.of(9999, 12, 31)));
        if (RunningQuery.number(session, outside) > 0) {
            throw SourceException.badSettings(
                    "merge-key names the column %s, which holds days outside of the years 1 to 9999 that Domo knows"
                            .formatted(column.name()),
                    "set it to STRING in columns, or correct those rows",
                    Runbook.MERGE_KEY_NOT_UNIQUE,
                    null);
        }
    }
}
