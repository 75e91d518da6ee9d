package io.domostream.loader.simulator;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads CSV as Domo does: a bare empty field is null, a quoted one is the empty text. */
final class RowReader extends CsvCallbackHandler<List<@Nullable String>> {

    private final boolean bareBackslashNIsNull;
    private List<@Nullable String> fields = new ArrayList<>();
    private RecordType type = RecordType.DATA;

    private RowReader(boolean bareBackslashNIsNull) {
        this.bareBackslashNIsNull = bareBackslashNIsNull;
    }

    /** Opens rows of that many columns; with one column an empty line is a row that holds null (assumed). */
    static CsvReader<List<@Nullable String>> open(Reader text, int columns, boolean bareBackslashNIsNull) {
        return CsvReader.builder()
                .skipEmptyLines(columns != 1)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .build(new RowReader(bareBackslashNIsNull), text);
    }

    static void write(List<@Nullable String> row, Writer out) throws IOException {
        for (var i = 0; i < row.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            var value = row.get(i);
            if (value != null) {
                out.write(quoted(value));
            }
        }
        out.write('\n');
    }

    private static String quoted(String value) {
        return bare(value) ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    private static boolean bare(String value) {
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if (c == '"' || c == ',' || c == '\n' || c == '\r') {
                return false;
            }
        }
        return !value.isEmpty() && !value.equals("\\N");
    }

    @Override
    protected RecordType getRecordType() {
        return type;
    }

    @Override
    protected int getFieldCount() {
        return fields.size();
    }

    @Override
    protected void beginRecord(long startingLineNumber) {
        fields = new ArrayList<>(Math.max(1, fields.size()));
        type = RecordType.DATA;
    }

    @Override
    protected void addField(char[] buffer, int offset, int length, boolean quoted) {
        var isNull = !quoted
                && (length == 0
                        || (bareBackslashNIsNull
                                && length == 2
                                && buffer[offset] == '\\'
                                && buffer[offset + 1] == 'N'));
        fields.add(isNull ? null : new String(buffer, offset, length));
    }

    @Override
    protected void setComment(char[] buffer, int offset, int length) {
        type = RecordType.COMMENT;
    }

    @Override
    protected void setEmpty() {
        type = RecordType.EMPTY;
        fields.add(null);
    }

    @Override
    protected List<@Nullable String> buildRecord() {
        return fields;
    }
}
