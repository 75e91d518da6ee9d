package io.domostream.loader.simulator;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows as {@link RowReader} reads them: null bare, and quotes only where they are needed. */
final class RowWriter {

    private RowWriter() {}

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
}
