package io.domostream.loader.part;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads what was deflated by the means that everybody reads it with. */
final class SecondReading implements AutoCloseable {
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] piece = new byte[1 << 15];

    /** Whether the one, to its end, is the other. */
    boolean same(byte[] deflated, int count, byte[] raw, int length) {
        crc.reset();
        crc.update(raw, 0, length);
        long wanted = crc.getValue();
        crc.reset();
        inflater.reset();
        inflater.setInput(deflated, 0, count);
        try {
            int read = -1;
            while (read != 0) {
                read = inflater.inflate(piece);
                crc.update(piece, 0, read);
            }
        } catch (DataFormatException e) {
            return false;
        }
        return inflater.finished()
                && inflater.getRemaining() == 0
                && inflater.getBytesWritten() == length
                && crc.getValue() == wanted;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
