package io.domostream.loader.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A part as it is sent, and whether that is gzip. */
// The bytes are handed over uncopied, and parts are never compared.
@SuppressWarnings("ArrayRecordComponent")
record PartBody(byte[] bytes, boolean gzip) {

    /** What is gzip already stays as it is. */
    static PartBody of(Input input, boolean compress) {
        byte[] bytes = input.bytes();
        if (bytes.length == 0) {
            throw input.wrong(input + ", which is empty", "give at least one row of CSV");
        }
        if (isGzip(bytes)) {
            requireWhole(bytes, input);
            return new PartBody(bytes, true);
        }
        return compress ? new PartBody(compressed(bytes), true) : new PartBody(bytes, false);
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    }

    // A file that was cut off may end between two rows, and then nothing would show that rows are missing.
    private static void requireWhole(byte[] bytes, Input input) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw input.wrong(input + ", which is damaged gzip", "make it again, and see that it is whole (gzip -t)");
        }
    }

    private static byte[] compressed(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
