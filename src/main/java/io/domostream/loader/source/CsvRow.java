package io.domostream.loader.source;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import io.domostream.loader.Runbook;
import java.io.CharArrayWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows as COPY does: texts quoted, so that an empty one differs from NULL, and nothing else. */
final class CsvRow {
    private static final int KEPT = 1 << 20;
    private final List<SourceColumn> columns;
    private final List<JdbcKind> kinds;
    private final CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
    private long nulled;
    private CharArrayWriter chars = new CharArrayWriter();
    private CsvWriter csv = writer();

    /** The query selects just these columns. */
    CsvRow(Product product, SourceTable table, RunningQuery query) {
        columns = table.columns();
        kinds = query.read(rows -> JdbcColumn.of(product, rows.getMetaData())).stream()
                .map(JdbcColumn::kind)
                .toList();
    }

    /** The present row, with its line break. */
    byte[] of(RunningQuery query) {
        if (chars.size() > KEPT) {
            chars = new CharArrayWriter();
            csv = writer();
        }
        chars.reset();
        @Nullable
        String[] cells = query.read(row -> {
            var read = new @Nullable String[columns.size()];
            for (int i = 0; i < read.length; i++) {
                read[i] = cell(row, i);
            }
            return read;
        });
        csv.writeRecord(cells);
        return encoded();
    }

    /** How many values had no form that Domo reads. */
    long nulledValues() {
        return nulled;
    }

    private @Nullable String cell(ResultSet row, int place) {
        var kind = kinds.get(place);
        var column = columns.get(place);
        try {
            var value = kind.read(row, place + 1);
            var text = value == null ? null : CellText.of(kind, value, column.type());
            if (text == null && value != null) {
                nulled++;
            }
            return text;
        } catch (SQLException e) {
            throw SourceException.of(e).inExpression("column " + column.name(), null);
        } catch (SourceException e) {
            throw e.inConversion("column " + column.name(), column.type());
        }
    }

    private byte[] encoded() {
        try {
            ByteBuffer bytes = utf8.encode(CharBuffer.wrap(chars.toCharArray()));
            var row = new byte[bytes.remaining()];
            bytes.get(row);
            return row;
        } catch (CharacterCodingException e) {
            throw SourceException.because(
                    "a text holds half a character, which UTF-8 has no form for: mend it, or exclude its column",
                    Runbook.VALUE_NOT_CONVERTED,
                    null);
        }
    }

    private CsvWriter writer() {
        return CsvWriter.builder()
                .bufferSize(0)
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(new TextsQuoted())
                .build(chars);
    }

    private final class TextsQuoted implements QuoteStrategy {
        @Override
        public boolean quoteValue(int line, int field, String value) {
            return isText(field);
        }

        @Override
        public boolean quoteEmpty(int line, int field) {
            return isText(field);
        }

        private boolean isText(int field) {
            return columns.get(field).type() == DomoType.STRING;
        }
    }
}
