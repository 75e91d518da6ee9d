package io.domostream.loader.part;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the library is made for the platform, it is what compresses, and not the fallback. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class FastDeflateTest {
    private final boolean loads = FastDeflate.loads();
    private final FastDeflate deflate = new FastDeflate();

    @AfterEach
    void end() {
        deflate.close();
    }

    private static byte[] csv(int length) {
        return Arrays.copyOf("1,\"a note\",2026-01-15\n".repeat(length / 20 + 1).getBytes(UTF_8), length);
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private byte[] inflated(int written, int length) throws DataFormatException {
        var inflater = new Inflater(true);
        try {
            inflater.setInput(deflate.out(), 0, written);
            var raw = new byte[length];
            assertThat(inflater.inflate(raw)).isEqualTo(length);
            return raw;
        } finally {
            inflater.end();
        }
    }

    @Test
    void itLoads() {
        assertThat(loads).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 1 << 16, 1 << 17, 1 << 20})
    void whatItWritesIsReadByTheJdk(int length) throws DataFormatException {
        var raw = csv(length);
        int written = deflate.deflate(raw, length);
        assertThat(written).isPositive();
        assertThat(inflated(written, length)).isEqualTo(raw);
    }

    @Test
    void itIsUsedAgainAndAgain() throws DataFormatException {
        for (int length : new int[] {5000, 300_000, 10}) {
            var raw = csv(length);
            assertThat(inflated(deflate.deflate(raw, length), length)).isEqualTo(raw);
        }
    }

    @Test
    void nothingIsLeftToTheJdk() {
        assertThat(deflate.deflate(new byte[10], 0)).isEqualTo(-1);
    }

    @Test
    void whatHasNoRoomIsLeftToTheJdkAndTheNextIsNot() {
        assertThat(deflate.deflate(random(1 << 20), 1 << 20)).isEqualTo(-1);
        assertThat(deflate.deflate(csv(1000), 1000)).isPositive();
    }

    @Test
    void whatJustFitsIsKept() {
        int length = 1 << 16;
        assertThat(deflate.deflate(random(length), length)).isGreaterThan(length);
    }
}
