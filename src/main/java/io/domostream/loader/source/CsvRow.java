package io.domostream.loader.source;

import io.domostream.loader.Runbook;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;

/** Writes rows as COPY does: texts quoted, so that an empty one differs from NULL, and nothing else. */
final class CsvRow {
    private final List<SourceColumn> columns;
    private final ColumnReader[] readers;
    private final CsvBuffer csv = new CsvBuffer();
    private long nulled;

    /** The query selects just these columns. */
    CsvRow(Product product, SourceTable table, RunningQuery query) {
        columns = table.columns();
        requireSameKinds(product, query.read(rows -> JdbcColumn.of(product, rows.getMetaData())));
        readers =
                columns.stream().map(column -> ColumnReader.of(product, column)).toArray(ColumnReader[]::new);
    }

    private void requireSameKinds(Product product, List<JdbcColumn> read) {
        boolean same = read.size() == columns.size()
                && IntStream.range(0, read.size()).allMatch(i -> isSame(product, columns.get(i), read.get(i)));
        if (!same) {
            throw SourceException.because(
                    "the source's columns have other types than when the load began, or its driver describes them by the rows: run again; if it stops here again, convert the columns in a query",
                    Runbook.SCHEMA_CHANGED,
                    null);
        }
    }

    private static boolean isSame(Product product, SourceColumn column, JdbcColumn read) {
        return column.jdbcKind() == read.kind()
                || column.absent()
                // Described by its rows, but read whatever they hold.
                || column.jdbcKind() == JdbcKind.ANY
                // Cast to a text.
                || !product.selected(column, "").isEmpty();
    }

    /** The present row, with its line break; valid until the next one is read. */
    CsvBuffer read(RunningQuery query) {
        csv.clear();
        query.read(row -> {
            for (int i = 0; i < readers.length; i++) {
                if (i > 0) {
                    csv.add(',');
                }
                write(row, i);
            }
            return csv;
        });
        csv.add('\n');
        return csv;
    }

    /** How many values had no form that Domo reads. */
    long nulledValues() {
        return nulled;
    }

    private void write(ResultSet row, int place) {
        var value = readers[place].read(row, place + 1);
        if (value == null) {
            return;
        }
        var column = columns.get(place);
        switch (column.type()) {
            case LONG -> {
                if (value instanceof Long number) {
                    csv.number(number);
                    return;
                }
            }
            case DECIMAL -> {
                if (value instanceof BigDecimal number) {
                    csv.ascii(number.toPlainString());
                    return;
                }
            }
            case DATE -> {
                if (value instanceof LocalDate day && MomentText.isOfDomo(day)) {
                    csv.day(day);
                    return;
                }
            }
            case DATETIME -> {
                if (value instanceof LocalDateTime moment && MomentText.isOfDomo(moment.toLocalDate())) {
                    csv.seconds(moment);
                    return;
                }
            }
            default -> {}
        }
        convert(column, value);
    }

    /** What has no short way. */
    private void convert(SourceColumn column, Object value) {
        try {
            var text = CellText.of(column.jdbcKind(), value, column.type());
            if (text == null) {
                nulled++;
            } else if (column.type() != DomoType.STRING) {
                csv.ascii(text);
            } else if (!csv.quoted(text)) {
                throw SourceException.because(
                        "a text of column %s holds half a character, which UTF-8 has no form for: correct it, or exclude the column"
                                .formatted(column.name()),
                        Runbook.VALUE_NOT_CONVERTED,
                        null);
            }
        } catch (SourceException e) {
            throw e.inConversion("column " + column.name(), column.type());
        }
    }
}
