package io.domostream.loader.source;

import io.domostream.loader.Runbook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/** Reads one column's values; whatever its driver throws for a value ends as a message that names the column. */
record ColumnReader(String column, String sourceType, ValueReader values) {
    static ColumnReader of(Product product, SourceColumn column) {
        return new ColumnReader(column.name(), column.sourceType(), product.reader(column.jdbcKind(), column.type()));
    }

    /** By its kind alone, whatever the load makes of it. */
    static ColumnReader of(Product product, JdbcColumn column) {
        var kind = column.kind();
        return new ColumnReader(column.name(), column.sourceType(), product.reader(kind, kind.own()));
    }

    /** Also a date that is in no calendar. */
    @Nullable
    Object read(ResultSet row, int place) {
        try {
            var value = values.read(row, place);
            if (value == OddValue.OfOtherType.VALUE) {
                throw ofOtherType();
            }
            return value;
        } catch (SQLException e) {
            throw failure(SourceException.of(e));
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw unreadable();
        }
    }

    /** To be compared with others of its column by the database. */
    @Nullable
    Object comparable(ResultSet row, int place) {
        var value = read(row, place);
        if (value instanceof OddValue.Date) {
            throw SourceException.because(
                    "column %s holds a date that is in no calendar, so rows can't be told apart by it: correct it, or give another column"
                            .formatted(column),
                    Runbook.VALUE_NOT_CONVERTED,
                    null);
        }
        return value;
    }

    private SourceException failure(SourceException found) {
        if (found.runbook() == Runbook.SOURCE_UNREACHABLE) {
            return found;
        }
        return found.aboutValue() ? found.inExpression("column " + column, null) : unreadable();
    }

    private SourceException ofOtherType() {
        return SourceException.because(
                "a value of column %s is not of its declared type %s: correct it, set the column to STRING, or convert it in a query"
                        .formatted(column, sourceType),
                Runbook.VALUE_NOT_CONVERTED,
                null);
    }

    // Without the cause, whose message may show the value.
    private SourceException unreadable() {
        return SourceException.because(
                "the driver can't read a value of column %s (%s): correct it, set the column to STRING, convert it in a query, or exclude it"
                        .formatted(column, sourceType),
                Runbook.VALUE_NOT_CONVERTED,
                null);
    }
}
