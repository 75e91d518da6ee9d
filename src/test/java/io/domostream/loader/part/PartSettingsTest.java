package io.domostream.loader.part;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.BadSettings;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class PartSettingsTest {
    @Test
    void everyBadSettingIsNamedAtOnce() {
        assertThatThrownBy(() -> new PartSettings(0, DataSize.ofGigabytes(2), 61))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("loads.*.parts.rows is 0")
                .hasMessageContaining("loads.*.parts.max-bytes is")
                .hasMessageContaining("loads.*.parts.parallel is 61");
    }
}
