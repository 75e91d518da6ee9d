package io.domostream.loader.source;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the column whose value can't be read or converted. PostgreSQL doesn't report it, so each column is read again, alone,
 * after the failure.
 */
record FailedColumn(Session session, PageSql sql, List<SourceColumn> columns) {
    private static final int MOST = 20;

    /** {@code clause} leaves the rows among which it failed. The session has lost its snapshot, and is not used again. */
    SourceException of(SQLException failure, String clause) {
        var found = SourceException.of(failure);
        if (!found.aboutValue()) {
            return found;
        }
        try {
            for (var column : suspects()) {
                var reason = failureOf(TypeMapping.copied(column), clause);
                if (reason != null) {
                    return explained(column, reason, clause);
                }
            }
            return amongConverted(found);
        } catch (SourceException e) {
            // Too slow, or lost by now: neither is what stopped the load.
            return amongConverted(found);
        } finally {
            session.breakOff();
        }
    }

    private SourceException explained(SourceColumn column, SourceException reason, String clause) {
        var where = "column " + column.name();
        return column.converted() && failureOf(SqlLiteral.identifier(column.name()), clause) == null
                ? reason.inConversion(where, column.type())
                : reason.inExpression(where, session.encoding());
    }

    /** Null where all its values arrive, in the client's encoding too. */
    private @Nullable SourceException failureOf(String expression, String clause) {
        session.rollback();
        // A person waits for the reason, and the source has other work.
        session.execute("SET LOCAL statement_timeout = '2s'");
        try {
            var copy = session.copies()
                    .copyOut("COPY (SELECT %s FROM %s%s) TO STDOUT (FORMAT csv, ENCODING 'UTF8')"
                            .formatted(expression, sql.from(), clause));
            boolean more = true;
            while (more) {
                more = copy.readFromCopy() != null;
            }
            return null;
        } catch (SQLException e) {
            var reason = SourceException.of(e);
            if (!reason.aboutValue()) {
                throw reason;
            }
            return reason;
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

    private SourceException amongConverted(SourceException found) {
        var names = converted().stream().map(SourceColumn::name).limit(MOST).collect(Collectors.joining(", "));
        return names.isEmpty() ? found : found.inConversion("one of the columns " + names, null);
    }

    private List<SourceColumn> converted() {
        return columns.stream().filter(SourceColumn::converted).toList();
    }
}
