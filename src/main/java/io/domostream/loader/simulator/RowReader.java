package io.domostream.loader.simulator;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads CSV as Domo does: a bare empty field is null, a quoted one is the empty text. */
final class RowReader extends CsvCallbackHandler<List<@Nullable String>> {

    private final boolean emptyLineIsARow;
    private final boolean bareBackslashNIsNull;
    private List<@Nullable String> fields = new ArrayList<>();
    private RecordType type = RecordType.DATA;

    RowReader(boolean emptyLineIsARow, boolean bareBackslashNIsNull) {
        this.emptyLineIsARow = emptyLineIsARow;
        this.bareBackslashNIsNull = bareBackslashNIsNull;
    }

    /** Rows by their number, as something reads them. */
    interface RowTaker {
        void take(long number, List<@Nullable String> row) throws IOException;
    }

    /** Reads all rows, and says how many. */
    long each(Reader text, RowTaker taker) throws IOException {
        // Not closed: the body must stay readable to its end, or the client sees a reset.
        var rows = CsvReader.builder()
                .skipEmptyLines(!emptyLineIsARow)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .build(this, text)
                .iterator();
        var number = 0L;
        try {
            while (rows.hasNext()) {
                taker.take(++number, rows.next());
            }
        } catch (CsvParseException e) {
            throw RowCheck.invalid("Malformed. Row " + (number + 1), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return number;
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
