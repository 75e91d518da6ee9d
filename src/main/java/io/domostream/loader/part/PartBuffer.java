package io.domostream.loader.part;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Takes CSV and keeps only its gzip form, in memory that is used again for the next part; for one thread. */
public final class PartBuffer extends OutputStream {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int TRAILER = 8;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final long maxBytes;
    private final @Nullable FastDeflate fast;
    private final int atOnce;
    private final LongSupplier nanos;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final CRC32 crc = new CRC32();
    // COPY hands over single rows; a native call for each of them would cost more than this copy.
    private byte[] waiting = new byte[1 << 15];
    private int waitingLength;
    private byte[] body = new byte[1 << 16];
    private int length;
    private long rawBytes;
    private long compressNanos;
    private boolean finished;

    PartBuffer(long maxBytes, @Nullable FastDeflate fast, int atOnce, LongSupplier nanos) {
        this.maxBytes = maxBytes;
        this.fast = fast;
        this.atOnce = atOnce;
        this.nanos = nanos;
        reset();
    }

    /** Forgets what was written and begins the next part. */
    public void reset() {
        deflater.reset();
        crc.reset();
        length = 0;
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
        if (count > waiting.length - waitingLength && !grows(count)) {
            compressWaiting();
        }
        rawBytes += count;
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
        finished = true;
        long begun = nanos.getAsLong();
        int written = fast == null || begunToCompress() ? -1 : fast.deflate(waiting, waitingLength);
        if (fast != null && written >= 0) {
            crc.update(waiting, 0, waitingLength);
            compressNanos += nanos.getAsLong() - begun;
            return part(fast.out(), written);
        }
        compressWaiting();
        begun = nanos.getAsLong();
        deflater.finish();
        while (!deflater.finished()) {
            deflate();
        }
        compressNanos += nanos.getAsLong() - begun;
        return part(body, length);
    }

    private Part part(byte[] deflated, int count) {
        var whole = ByteBuffer.allocate(HEADER.length + count + TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        whole.put(HEADER).put(deflated, 0, count);
        whole.putInt((int) crc.getValue()).putInt((int) rawBytes);
        return new Part(whole.array(), rawBytes, crc.getValue());
    }

    private boolean begunToCompress() {
        return waitingLength < rawBytes;
    }

    /** Keeps all of a part that can be compressed at once. */
    private boolean grows(int count) {
        int needed = waitingLength + count;
        if (fast == null || begunToCompress() || needed > atOnce || needed < 0) {
            return false;
        }
        waiting = Arrays.copyOf(waiting, (int) Math.min(atOnce, Math.max(needed, waiting.length * 2L)));
        return true;
    }

    /** How long the present part's compression has taken. */
    public long compressNanos() {
        return compressNanos;
    }

    @Override
    public void close() {
        finished = true;
        deflater.end();
        if (fast != null) {
            fast.close();
        }
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
        if (length == body.length) {
            body = Arrays.copyOf(body, (int) Math.min(LARGEST_ARRAY, body.length * 2L));
        }
        length += deflater.deflate(body, length, body.length - length);
    }
}
