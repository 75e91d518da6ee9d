package io.domostream.loader.part;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Takes CSV and keeps only its gzip form, in memory that is used again for the next part; for one thread. */
public final class PartBuffer extends OutputStream {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int TRAILER = 8;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final long maxBytes;
    private final LongSupplier nanos;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final CRC32 crc = new CRC32();
    // COPY hands over single rows; a native call for each of them would cost more than this copy.
    private final byte[] waiting = new byte[1 << 15];
    private int waitingLength;
    private byte[] body = new byte[1 << 16];
    private int length;
    private long rawBytes;
    private long compressNanos;
    private boolean finished;

    /** {@code nanos} measures how long compression takes. */
    public PartBuffer(long maxBytes, LongSupplier nanos) {
        this.maxBytes = maxBytes;
        this.nanos = nanos;
        reset();
    }

    /** Forgets what was written and begins the next part. */
    public void reset() {
        deflater.reset();
        crc.reset();
        System.arraycopy(HEADER, 0, body, 0, HEADER.length);
        length = HEADER.length;
        waitingLength = 0;
        rawBytes = 0;
        compressNanos = 0;
        finished = false;
    }

    @Override
    public void write(int one) throws PartTooLarge {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws PartTooLarge {
        requireOpen();
        if (count > maxBytes - rawBytes) {
            throw new PartTooLarge(maxBytes);
        }
        rawBytes += count;
        if (count > waiting.length - waitingLength) {
            compressWaiting();
        }
        if (count > waiting.length) {
            compress(bytes, offset, count);
        } else {
            System.arraycopy(bytes, offset, waiting, waitingLength, count);
            waitingLength += count;
        }
    }

    /** Ends the part; {@link #reset} begins the next one. */
    public Part finish() {
        requireOpen();
        compressWaiting();
        long begun = nanos.getAsLong();
        deflater.finish();
        while (!deflater.finished()) {
            deflate();
        }
        compressNanos += nanos.getAsLong() - begun;
        finished = true;
        ensureRoom(TRAILER);
        littleEndian((int) crc.getValue());
        littleEndian((int) rawBytes);
        return new Part(Arrays.copyOf(body, length), rawBytes, crc.getValue());
    }

    /** How long the present part's compression has taken. */
    public long compressNanos() {
        return compressNanos;
    }

    @Override
    public void close() {
        finished = true;
        deflater.end();
    }

    private void requireOpen() {
        if (finished) {
            throw new IllegalStateException("this part is finished: reset first");
        }
    }

    private void compressWaiting() {
        compress(waiting, 0, waitingLength);
        waitingLength = 0;
    }

    private void compress(byte[] bytes, int offset, int count) {
        long begun = nanos.getAsLong();
        crc.update(bytes, offset, count);
        deflater.setInput(bytes, offset, count);
        while (!deflater.needsInput()) {
            deflate();
        }
        compressNanos += nanos.getAsLong() - begun;
    }

    private void deflate() {
        ensureRoom(1);
        length += deflater.deflate(body, length, body.length - length);
    }

    private void ensureRoom(int count) {
        if (body.length - length < count) {
            body = Arrays.copyOf(body, (int) Math.min(LARGEST_ARRAY, body.length * 2L));
        }
    }

    private void littleEndian(int value) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            body[length++] = (byte) (value >>> shift);
        }
    }
}
