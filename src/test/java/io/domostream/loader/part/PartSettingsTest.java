package io.domostream.loader.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.BadSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
}
