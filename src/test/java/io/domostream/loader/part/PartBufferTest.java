package io.domostream.loader.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.part.PartSettings.Compressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

@ParameterizedClass
@EnumSource(Compressor.class)
class PartBufferTest {
    private static final int AT_ONCE = 1_000_000;

    @Parameter
    private Compressor compressor = Compressor.AUTO;

    private PartBuffer buffer(int maxBytes) {
        var settings = new PartSettings(1, DataSize.ofMegabytes(1), 1, 1, compressor);
        return Compression.of(settings, 8 * AT_ONCE).buffer(maxBytes, () -> 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 32_767, 32_768, 32_769, 999_999, 1_000_000, 1_000_001, 3_000_000})
    void unzippedThePartIsWhatWasWritten(int size) throws IOException {
        var raw = randomText(size);
        try (var buffer = buffer(size)) {
            for (int at = 0; at < size; at += 777) {
                buffer.write(raw, at, Math.min(777, size - at));
            }
            requireSame(buffer.finish(), raw);
        }
    }

    @Test
    void onePieceLargerThanTheBufferAndSingleBytesComeThrough() throws IOException {
        var raw = new byte[200_000];
        new Random(7).nextBytes(raw);
        try (var buffer = buffer(raw.length)) {
            buffer.write(raw[0]);
            buffer.write(raw, 1, raw.length - 2);
            buffer.write(raw[raw.length - 1]);
            requireSame(buffer.finish(), raw);
        }
    }

    @Test
    void aByteTooManyIsRefused() throws IOException {
        try (var buffer = buffer(10)) {
            buffer.write(new byte[10]);
            assertThatThrownBy(() -> buffer.write(1))
                    .isInstanceOf(PartTooLarge.class)
                    .hasMessageContaining("10 bytes");
        }
    }

    @Test
    void afterOverflowAndAfterAPartTheBufferIsUsedAgain() throws IOException {
        try (var buffer = buffer(1000)) {
            assertThatThrownBy(() -> buffer.write(new byte[1001])).isInstanceOf(PartTooLarge.class);
            for (int i = 0; i < 3; i++) {
                buffer.reset();
                var raw = randomText(100 * i);
                buffer.write(raw);
                requireSame(buffer.finish(), raw);
            }
        }
    }

    @Test
    void aFinishedPartTakesNothingMore() throws IOException {
        try (var buffer = buffer(1000)) {
            var part = buffer.finish();
            assertThatThrownBy(() -> buffer.write(1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(buffer::finish).isInstanceOf(IllegalStateException.class);
            requireSame(part, new byte[0]);
        }
    }

    /** The buffer grows by its double from 64 KiB; what can't be compressed lets the trailer fall on each of its last bytes. */
    @Test
    void aPartThatNearlyFillsItsBufferEndsWhole() throws IOException {
        var raw = new byte[1 << 16];
        new Random(7).nextBytes(raw);
        for (int size = raw.length - 60; size < raw.length; size++) {
            try (var buffer = buffer(size)) {
                buffer.write(raw, 0, size);
                requireSame(buffer.finish(), Arrays.copyOf(raw, size));
            }
        }
    }

    @Test
    void partsThatCantBeCompressedAtOnceComeThroughAmongOthers() throws IOException {
        var random = new byte[500_000];
        new Random(7).nextBytes(random);
        try (var buffer = buffer(3_000_000)) {
            for (var raw : List.of(randomText(900_000), random, randomText(2_000_000), new byte[0], randomText(10))) {
                buffer.reset();
                buffer.write(raw);
                requireSame(buffer.finish(), raw);
            }
        }
    }

    private static byte[] randomText(int size) {
        var random = new Random(size);
        var text = new StringBuilder();
        while (text.length() < size) {
            text.append(random.nextInt()).append(random.nextInt(9) == 0 ? '\n' : ',');
        }
        text.setLength(size);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void requireSame(Part part, byte[] raw) throws IOException {
        try (var unzip = new GZIPInputStream(new ByteArrayInputStream(part.body()))) {
            assertThat(unzip.readAllBytes()).isEqualTo(raw);
        }
        var crc = new CRC32();
        crc.update(raw);
        assertThat(part.crc32()).isEqualTo(crc.getValue());
        assertThat(part.rawBytes()).isEqualTo(raw.length);
    }
}
