package io.domostream.loader.source;

import io.domostream.loader.Runbook;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the column whose value can't be converted. PostgreSQL doesn't tell it, so each is read again, alone, on the way out. */
record FailedColumn(Session session, PageSql sql, List<SourceColumn> columns) {
    private static final int MOST = 20;

    /** {@code clause} leaves the rows among which it failed. The session has lost its moment, and is not used again. */
    SourceException of(SQLException failure, String clause) {
        var told = SourceException.of(failure);
        if (told.runbook() != Runbook.VALUE_NOT_CONVERTED) {
            return told;
        }
        try {
            session.rollback();
            // A person waits for the reason, and the source has other work.
            session.execute("SET LOCAL statement_timeout = '2s'");
            for (var column : suspects()) {
                if (fails(column, clause)) {
                    return told.about("column " + column.name());
                }
            }
            return amongConverted(told);
        } catch (SourceException e) {
            // Too slow, or lost by now: neither is what stopped the load.
            return amongConverted(told);
        } finally {
            session.breakOff();
        }
    }

    private boolean fails(SourceColumn column, String clause) {
        try {
            session.execute("SELECT count(%s) FROM (%s%s) AS again"
                    .formatted(
                            SqlLiteral.identifier(column.name()), PageSql.select(List.of(column), sql.from()), clause));
            return false;
        } catch (SourceException e) {
            if (e.runbook() != Runbook.VALUE_NOT_CONVERTED) {
                throw e;
            }
            return true;
        }
    }

    /** Those that the settings give another type come first. */
    private List<SourceColumn> suspects() {
        var suspects = new ArrayList<>(converted());
        columns.stream()
                .filter(column -> !column.absent() && !suspects.contains(column))
                .forEach(suspects::add);
        return suspects.stream().limit(MOST).toList();
    }

    private SourceException amongConverted(SourceException told) {
        var names = converted().stream().map(SourceColumn::name).limit(MOST).collect(Collectors.joining(", "));
        return names.isEmpty() ? told : told.about("one of the columns " + names);
    }

    private List<SourceColumn> converted() {
        return columns.stream()
                .filter(column -> !column.absent() && column.type() != TypeMapping.typeOf(column.sourceType()))
                .toList();
    }
}
