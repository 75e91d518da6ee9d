package io.domostream.loader.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecondReadingTest {
    private static final byte[] RAW = "1,one\n2,two\n".repeat(5000).getBytes(StandardCharsets.UTF_8);
    private final SecondReading reading = new SecondReading();

    @AfterEach
    void end() {
        reading.close();
    }

    private static byte[] deflated(byte[] raw) {
        var deflater = new Deflater(Deflater.BEST_SPEED, true);
        deflater.setInput(raw);
        deflater.finish();
        var out = new byte[raw.length + 100];
        int count = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, count);
    }

    private boolean same(byte[] deflated, byte[] raw) {
        return reading.same(deflated, deflated.length, raw, raw.length);
    }

    @Test
    void whatWasWrittenIsRead() {
        assertThat(same(deflated(RAW), RAW)).isTrue();
        assertThat(same(deflated(new byte[0]), new byte[0])).isTrue();
    }

    @Test
    void aStreamWhoseFirstBlockAloneCanBeReadIsNotBelieved() {
        var half = deflated(Arrays.copyOf(RAW, RAW.length / 2));
        assertThat(same(half, RAW)).isFalse();
    }

    @Test
    void whatFollowsTheEndIsNotBelieved() {
        var deflated = deflated(RAW);
        assertThat(same(Arrays.copyOf(deflated, deflated.length + 1), RAW)).isFalse();
    }

    @Test
    void aStreamCutShortIsNotBelieved() {
        var deflated = deflated(RAW);
        assertThat(same(Arrays.copyOf(deflated, deflated.length - 1), RAW)).isFalse();
    }

    @Test
    void otherBytesOfTheSameLengthAreNotBelieved() {
        var other = RAW.clone();
        other[RAW.length / 2]++;
        assertThat(same(deflated(other), RAW)).isFalse();
    }

    @Test
    void aBrokenStreamIsNotBelieved() {
        var deflated = deflated(RAW);
        deflated[0] = 7;
        assertThat(same(deflated, RAW)).isFalse();
    }
}
