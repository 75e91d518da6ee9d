package io.domostream.loader.source;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** A list as people type it, which is a line of CSV: quotes let an element hold a comma. */
public final class ListText {
    private ListText() {}

    /** Throws {@code IllegalArgumentException} unless it is one line. */
    public static List<String> elements(String text) {
        var lines = CsvReader.builder().ofCsvRecord(text).stream().toList();
        if (lines.size() > 1) {
            throw new IllegalArgumentException("more than one line");
        }
        return lines.isEmpty() ? List.of() : List.copyOf(lines.get(0).getFields());
    }

    /** What gives the same elements again. */
    public static String of(List<?> elements) {
        var text = new StringWriter();
        // Without what ends the line: a blank at the end may be the last element's.
        try (var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord(elements.stream().map(Object::toString).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().replaceFirst("\n$", "");
    }
}
