package io.domostream.loader.command;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.domostream.loader.domo.Column;
import io.domostream.loader.job.StopSignal;
import io.domostream.loader.source.DomoType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a DataSet's rows again as CSV, and looks at each value; no more than one row is held. */
final class ReadBack {
    private final List<Column> columns;
    private final List<DomoType> types;
    private final long[] empty;
    private final int[] longest;
    private final StopSignal stop;
    private long rows;

    ReadBack(List<Column> columns, StopSignal stop) {
        this.columns = columns;
        this.types = columns.stream().map(c -> DomoType.valueOf(c.type())).toList();
        this.empty = new long[columns.size()];
        this.longest = new int[columns.size()];
        this.stop = stop;
    }

    /** A column as it was read back: how many rows have no value there, and the longest value's characters. */
    record ColumnSeen(String name, String domoType, long empty, int longest) {}

    /** What is wrong with the rows, by row and column and never by value, or null. */
    @Nullable
    String fault(List<Path> files, long expected) throws IOException {
        for (var file : files) {
            var fault = fault(file);
            if (fault != null || stop.requested()) {
                return fault;
            }
        }
        return rows == expected ? null : "%d rows were sent, and %d are there".formatted(expected, rows);
    }

    private @Nullable String fault(Path file) throws IOException {
        try (var records = CsvReader.builder()
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(Files.newBufferedReader(file))) {
            for (var row : records) {
                rows++;
                var fault = fault(row);
                if (fault != null || stop.requested()) {
                    return fault;
                }
            }
            return null;
        } catch (CsvParseException e) {
            return "row %d is no CSV".formatted(rows + 1);
        }
    }

    private @Nullable String fault(CsvRecord row) {
        if (row.getFieldCount() != types.size()) {
            return "row %d has %d columns instead of %d".formatted(rows, row.getFieldCount(), types.size());
        }
        for (int i = 0; i < types.size(); i++) {
            var value = row.getField(i);
            if (value.isEmpty()) {
                empty[i]++;
            } else if (!ValueForm.fits(types.get(i), value)) {
                return "row %d: the value of %s is no %s"
                        .formatted(rows, columns.get(i).name(), types.get(i));
            }
            longest[i] = Math.max(longest[i], value.length());
        }
        return null;
    }

    long values() {
        return rows * types.size();
    }

    List<ColumnSeen> seen() {
        var seen = new ArrayList<ColumnSeen>();
        for (int i = 0; i < columns.size(); i++) {
            seen.add(new ColumnSeen(columns.get(i).name(), columns.get(i).type(), empty[i], longest[i]));
        }
        return seen;
    }
}
