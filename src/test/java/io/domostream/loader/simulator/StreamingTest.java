package io.domostream.loader.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Sends a part several times as large as the simulator's whole heap. */
class StreamingTest {
    private static final int HEAP_MEGABYTES = 16;
    private static final int ROWS = 10_000;
    private static final String FILL = "," + "x".repeat(4000) + "\n";

    private final Domo domo;

    StreamingTest(@TempDir Path folder) throws Exception {
        domo = new Domo(new SmallHeap(folder, HEAP_MEGABYTES));
    }

    @AfterEach
    void close() {
        domo.close();
    }

    @Test
    void aPartItsMergeByKeyAndTheExportNeverFillTheHeap() throws Exception {
        var stream = domo.newStream(Domo.TWO_TEXTS, "\"updateMethod\":\"UPSERT\",\"keyColumnNames\":[\"Friend\"]");
        var sent = load(stream);
        assertThat(sent.bytes()).isGreaterThan(2L * HEAP_MEGABYTES * 1024 * 1024);
        assertThat(exported(stream)).isEqualTo(sent);
    }

    private Content load(JsonNode stream) throws Exception {
        var execution = domo.execute(stream);
        // Without a length, so that it goes out in chunks.
        var rows = BodyPublishers.ofInputStream(Rows::new);
        var answer = domo.call("PUT", execution + "/part/1", rows, "Content-Type", "text/csv");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(domo.status("PUT", execution + "/commit")).isEqualTo(200);
        assertThat(domo.settled(execution)).isEqualTo("SUCCESS");
        return Content.of(new Rows());
    }

    private Content exported(JsonNode stream) throws Exception {
        try (var rows = domo.export(stream)) {
            return Content.of(rows);
        }
    }

    /** How much it was, and its checksum. */
    private record Content(long bytes, long checksum) {
        static Content of(InputStream in) throws Exception {
            var checked = new CheckedInputStream(in, new CRC32());
            var bytes = checked.transferTo(OutputStream.nullOutputStream());
            return new Content(bytes, checked.getChecksum().getValue());
        }
    }

    /** Makes its rows as they are read. */
    private static final class Rows extends InputStream {
        private int row;
        private byte[] current = {};
        private int at;

        @Override
        public int read() {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (at == current.length) {
                if (row == ROWS) {
                    return -1;
                }
                current = (row++ + FILL).getBytes(StandardCharsets.US_ASCII);
                at = 0;
            }
            var read = Math.min(length, current.length - at);
            System.arraycopy(current, at, buffer, offset, read);
            at += read;
            return read;
        }
    }
}
