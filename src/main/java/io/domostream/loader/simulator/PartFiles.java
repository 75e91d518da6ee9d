package io.domostream.loader.simulator;

import de.siegmar.fastcsv.reader.CsvParseException;
import io.domostream.loader.simulator.Call.Refusal;
import io.domostream.loader.simulator.DataSet.Column;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Keeps parts as plain CSV files, never on the heap, and checks each row on its way in. */
final class PartFiles {

    private final Path folder;
    private final Assumed assumed;

    PartFiles(Path folder, Assumed assumed) {
        this.folder = folder;
        this.assumed = assumed;
    }

    /** A stored part: well-formed rows, each ended by a line feed. */
    record Part(Path file, long rows, int columns) {}

    /** Rows by the number, as something reads them. */
    interface RowTaker {
        void take(long number, List<@Nullable String> row) throws IOException;
    }

    Part receive(Call call, List<Column> columns) throws IOException {
        var file = newFile();
        try {
            var part = store(call, columns, file);
            if (part.rows() == 0 && !assumed.emptyPartTaken()) {
                throw invalid("The part has no rows.");
            }
            return part;
        } catch (CharacterCodingException e) {
            Files.deleteIfExists(file);
            throw new Refusal(400, "Invalid CSV provided during upload. msg=The text is not UTF-8.", e);
        } catch (ZipException | EOFException e) {
            Files.deleteIfExists(file);
            throw new Refusal(400, "The part is not well-formed gzip", e);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private Part store(Call call, List<Column> columns, Path file) throws IOException {
        var counted = new CountedBody(call.body());
        long rows;
        try (var out = Files.newBufferedWriter(file)) {
            rows = read(text(plain(call, counted)), columns.size(), assumed.bareBackslashNIsNull(), (number, row) -> {
                check(columns, number, row);
                RowReader.write(row, out);
            });
        }
        counted.transferTo(OutputStream.nullOutputStream());
        // The JDK's server reports a body cut short as a plain end.
        var length = call.header("Content-Length");
        if (length != null && Long.parseLong(length) != counted.count) {
            throw new IOException("The client closed the connection within a part");
        }
        return new Part(file, rows, columns.size());
    }

    Part write(Path file, List<Part> sources, int columns, LongPredicate kept) throws IOException {
        var rows = new long[2];
        try (var out = Files.newBufferedWriter(file)) {
            for (var source : sources) {
                each(source, columns, (number, row) -> {
                    if (kept.test(rows[0]++)) {
                        RowReader.write(row, out);
                        rows[1]++;
                    }
                });
            }
        }
        return new Part(file, rows[1], columns);
    }

    /** Reads a stored part; columns the schema has gained since are null. */
    void each(Part part, int columns, RowTaker taker) throws IOException {
        try (var in = Files.newBufferedReader(part.file())) {
            read(in, part.columns(), false, (number, row) -> {
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
        each(part, columns, (number, row) -> RowReader.write(row, text));
        text.flush();
    }

    void header(List<Column> columns, OutputStream out) throws IOException {
        var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        RowReader.write(
                new ArrayList<@Nullable String>(
                        columns.stream().map(Column::name).toList()),
                text);
        text.flush();
    }

    Path newFile() throws IOException {
        return Files.createTempFile(folder, "part-", ".csv");
    }

    void delete(@Nullable Part part) {
        try {
            if (part != null) {
                Files.deleteIfExists(part.file());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long read(Reader text, int columns, boolean backslashNIsNull, RowTaker taker) throws IOException {
        var rows = 0L;
        // Not closed: the body must stay readable to its end, or the client sees a reset.
        var rowsOfText = RowReader.open(text, columns, backslashNIsNull).iterator();
        try {
            while (rowsOfText.hasNext()) {
                taker.take(++rows, rowsOfText.next());
            }
        } catch (CsvParseException e) {
            throw new Refusal(400, "Invalid CSV provided during upload. msg=Malformed. Row " + (rows + 1), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return rows;
    }

    private static void check(List<Column> columns, long number, List<@Nullable String> row) {
        if (row.size() != columns.size()) {
            var few = row.size() < columns.size();
            throw invalid("There are too %s columns. Expected %d. Row %d, column %d"
                    .formatted(
                            few ? "few" : "many", columns.size(), number, few ? row.size() + 1 : columns.size() + 1));
        }
        for (var i = 0; i < row.size(); i++) {
            if (!columns.get(i).takes(row.get(i))) {
                throw invalid("The value is not a %s. Row %d, column %d"
                        .formatted(columns.get(i).type(), number, i + 1));
            }
        }
    }

    private static Refusal invalid(String reason) {
        return new Refusal(400, "Invalid CSV provided during upload. msg=" + reason);
    }

    private static Reader text(InputStream plain) {
        // A decoder of its own reports bad bytes; the reader's default would replace them unseen.
        return new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder());
    }

    /** Gzip is told by its first bytes: some clients say so in Content-Encoding, some in Content-Type, some nowhere. */
    private static InputStream plain(Call call, InputStream body) throws IOException {
        var buffered = new BufferedInputStream(body, 1 << 16);
        buffered.mark(2);
        var gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        var said = (call.header("Content-Encoding") + " " + call.header("Content-Type")).contains("gzip");
        if (said && !gzip) {
            throw new Refusal(400, "The part is not well-formed gzip");
        }
        return gzip ? new GZIPInputStream(buffered, 1 << 16) : buffered;
    }

    /** Counts a body's bytes, and says that more may come so that gzip members glued together are all read. */
    private static final class CountedBody extends FilterInputStream {
        private long count;

        CountedBody(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var read = super.read(buffer, offset, length);
            count += Math.max(0, read);
            return read;
        }

        @Override
        public int available() {
            return 1;
        }
    }
}
