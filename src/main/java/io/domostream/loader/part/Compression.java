package io.domostream.loader.part;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How parts are compressed, chosen once for an attempt. */
public final class Compression {
    // With its output and beside the parts on their way, what is compressed at once has a fifth of the heap.
    private static final int SHARE_OF_HEAP = 8;
    private static final int LARGEST = 1 << 25;
    private final boolean fast;
    private final int atOnce;

    private Compression(boolean fast, int atOnce) {
        this.fast = fast;
        this.atOnce = atOnce;
    }

    /** The fastest there is, for so many buffers in so large a heap. */
    public static Compression of(PartSettings settings, long heap) {
        boolean fast = settings.compressor() == PartSettings.Compressor.AUTO && FastDeflate.loads();
        return new Compression(fast, (int) Math.min(LARGEST, atOnce(settings, heap)));
    }

    private static long atOnce(PartSettings settings, long heap) {
        return heap / SHARE_OF_HEAP / settings.parallel();
    }

    /**
     * How many bytes of CSV a part may have in so large a heap. On average it has half of them, so that it is compressed at
     * once: a part compressed as it comes may take four times its length of memory.
     */
    public static long largestPart(PartSettings settings, long heap) {
        return 2 * atOnce(settings, heap);
    }

    /** {@code nanos} measures how long compression takes. */
    public PartBuffer buffer(long maxBytes, LongSupplier nanos) {
        return new PartBuffer(maxBytes, fastDeflate(), atOnce, nanos);
    }

    private @Nullable FastDeflate fastDeflate() {
        return fast ? new FastDeflate() : null;
    }

    @Override
    public String toString() {
        return fast ? "ISA-L's deflate, what it writes is read again" : "the JDK's deflate";
    }
}
