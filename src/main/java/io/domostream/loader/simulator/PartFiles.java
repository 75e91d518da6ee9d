package io.domostream.loader.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Keeps parts as plain CSV files, never on the heap, and reads them back row by row. */
final class PartFiles {

    private final Path folder;
    private final List<Part> doomed = new ArrayList<>();
    private int readings;

    PartFiles(Path folder) {
        this.folder = folder;
    }

    Path newFile() throws IOException {
        return Files.createTempFile(folder, "part-", ".csv");
    }

    /** While somebody reads, a part that is no longer wanted stays until they have done. */
    synchronized void delete(@Nullable Part part) {
        if (part != null && readings > 0) {
            doomed.add(part);
        } else if (part != null) {
            try {
                Files.deleteIfExists(part.file());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Keeps all parts that are there now, until it is closed. */
    synchronized Reading reading() {
        readings++;
        return this::doneReading;
    }

    private synchronized void doneReading() {
        readings--;
        if (readings == 0) {
            var parts = List.copyOf(doomed);
            doomed.clear();
            parts.forEach(this::delete);
        }
    }

    /** Somebody reads parts without holding up those who change them. */
    interface Reading extends AutoCloseable {
        @Override
        void close();
    }

    /** Makes one part of these, with the rows whose number, over all of them, is kept. */
    Part merge(List<Part> sources, int columns, LongPredicate kept) throws IOException {
        var file = newFile();
        var rows = new long[2];
        try (var out = Files.newBufferedWriter(file)) {
            for (var source : sources) {
                each(source, columns, (number, row) -> {
                    if (kept.test(rows[0]++)) {
                        RowWriter.write(row, out);
                        rows[1]++;
                    }
                });
            }
        }
        return new Part(file, rows[1], columns);
    }

    /** Reads a stored part; columns the schema has gained since are null. */
    void each(Part part, int columns, RowReader.RowTaker taker) throws IOException {
        try (var in = Files.newBufferedReader(part.file())) {
            var unused = new RowReader(part.columns() == 1, false).each(in, (number, row) -> {
                var fitted = new ArrayList<@Nullable String>(row.subList(0, Math.min(row.size(), columns)));
                while (fitted.size() < columns) {
                    fitted.add(null);
                }
                taker.take(number, fitted);
            });
        }
    }

    void copy(Part part, int columns, OutputStream out) throws IOException {
        if (part.columns() == columns) {
            Files.copy(part.file(), out);
            return;
        }
        var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        each(part, columns, (number, row) -> RowWriter.write(row, text));
        text.flush();
    }

    void header(List<Column> columns, OutputStream out) throws IOException {
        var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        RowWriter.write(
                new ArrayList<@Nullable String>(
                        columns.stream().map(Column::name).toList()),
                text);
        text.flush();
    }
}
