package io.domostream.loader.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.domostream.loader.part.PartSettings.Compressor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

/** Which way a part is compressed shows in its bytes: the two libraries write the same rows differently. */
class CompressionTest {
    private static final int AT_ONCE = 100_000;
    private static final int HEAP = 8 * 2 * AT_ONCE;

    private static Compression compression(Compressor compressor, long heap) {
        return Compression.of(new PartSettings(1, DataSize.ofMegabytes(1), 2, 1, compressor), heap);
    }

    private static byte[] text(int size) {
        return Arrays.copyOf("7,seven,2026-11-24\n".repeat(size / 19 + 1).getBytes(StandardCharsets.UTF_8), size);
    }

    private static byte[] body(Compression compression, byte[] raw) throws IOException {
        try (var buffer = compression.buffer(raw.length, () -> 0)) {
            for (int at = 0; at < raw.length; at += 1000) {
                buffer.write(raw, at, Math.min(1000, raw.length - at));
            }
            return buffer.finish().body();
        }
    }

    @ParameterizedTest
    @CsvSource({"100, true", "40000, true", "100000, true", "100001, false", "300000, false"})
    void whatFitsIsCompressedAtOnceByTheFastLibrary(int size, boolean fast) throws IOException {
        assumeThat(FastDeflate.loads()).isTrue();
        var jdk = body(compression(Compressor.JDK, HEAP), text(size));
        var auto = body(compression(Compressor.AUTO, HEAP), text(size));
        assertThat(Arrays.equals(auto, jdk)).isEqualTo(!fast);
    }

    @Test
    void howMuchAtOnceDependsOnTheHeap() throws IOException {
        assumeThat(FastDeflate.loads()).isTrue();
        var raw = text(300_000);
        var jdk = body(compression(Compressor.JDK, HEAP), raw);
        assertThat(body(compression(Compressor.AUTO, 3L * HEAP), raw)).isNotEqualTo(jdk);
        assertThat(body(compression(Compressor.AUTO, 3L * HEAP - 16), raw)).isEqualTo(jdk);
        assertThat(body(compression(Compressor.AUTO, Long.MAX_VALUE), raw)).isNotEqualTo(jdk);
    }

    @Test
    void theFastLibraryLeavesWhatItCantDoAndGoesOn() {
        assumeThat(FastDeflate.loads()).isTrue();
        var random = new byte[200_000];
        new Random(7).nextBytes(random);
        try (var fast = new FastDeflate()) {
            assertThat(fast.deflate(random, 0)).isEqualTo(-1);
            assertThat(fast.deflate(random, random.length)).isEqualTo(-1);
            assertThat(fast.deflate(text(5000), 5000)).isPositive();
        }
    }

    @Test
    void whichOneIsUsedCanBeSaid() {
        assertThat(compression(Compressor.JDK, HEAP)).hasToString("the JDK's deflate");
        assumeThat(FastDeflate.loads()).isTrue();
        assertThat(compression(Compressor.AUTO, HEAP).toString()).startsWith("ISA-L's deflate");
    }

    @ParameterizedTest
    @EnumSource(Compressor.class)
    void theTimeItTakesIsMeasuredAnewForEachPart(Compressor compressor) throws IOException {
        var ticks = new AtomicLong();
        try (var buffer = compression(compressor, HEAP).buffer(200_000, ticks::incrementAndGet)) {
            buffer.write(text(1000));
            buffer.finish();
            // The JDK's compresses what is left, and then ends.
            long taken = compressor == Compressor.JDK || !FastDeflate.loads() ? 2 : 1;
            assertThat(buffer.compressNanos()).isEqualTo(taken);
            buffer.reset();
            assertThat(buffer.compressNanos()).isZero();
        }
    }
}
