package io.domostream.loader.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.BadSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class PartSettingsTest {
    @Test
    void everyBadSettingIsNamedAtOnce() {
        assertThatThrownBy(() -> new PartSettings(0, DataSize.ofGigabytes(2), 61, null, PartSettings.Compressor.AUTO))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("loads.*.parts.rows is 0")
                .hasMessageContaining("loads.*.parts.max-bytes is")
                .hasMessageContaining("loads.*.parts.parallel is 61");
    }

    @ParameterizedTest
    @CsvSource({"1, 1024, 1", "2147483647, 1073741824, 60"})
    void theLeastAndTheMostAreTaken(int rows, long maxBytes, int parallel) {
        assertThat(new PartSettings(rows, DataSize.ofBytes(maxBytes), parallel, null, PartSettings.Compressor.AUTO)
                        .rows())
                .isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource({"1, 1023, 1, max-bytes", "1, 1073741825, 1, max-bytes", "1, 1024, 0, parallel"})
    void oneLessOrMoreIsNot(int rows, long maxBytes, int parallel, String setting) {
        assertThatThrownBy(() -> new PartSettings(
                        rows, DataSize.ofBytes(maxBytes), parallel, null, PartSettings.Compressor.AUTO))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("loads.*.parts." + setting);
    }

    @ParameterizedTest
    @CsvSource({"4,, 16", "1,, 4", "15,, 60", "16,, 60", "4, 1, 1", "4, 60, 60"})
    void fourTimesAsManyPartsAreOnTheirWayAsAreReadUnlessItIsSaid(int parallel, Integer inFlight, int onTheirWay) {
        var settings = new PartSettings(1, DataSize.ofMegabytes(1), parallel, inFlight, PartSettings.Compressor.AUTO);
        assertThat(settings.onTheirWay()).isEqualTo(onTheirWay);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 61})
    void noneOrTooManyOnTheirWayAreRefused(int inFlight) {
        assertThatThrownBy(
                        () -> new PartSettings(1, DataSize.ofMegabytes(1), 1, inFlight, PartSettings.Compressor.AUTO))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("loads.*.parts.in-flight is " + inFlight);
    }
}
