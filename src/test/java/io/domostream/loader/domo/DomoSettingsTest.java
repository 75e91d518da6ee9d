package io.domostream.loader.domo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.BadSettings;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DomoSettingsTest {
    @Test
    void settingsTellEveryMistakeAndNoSecret() {
        var url = URI.create("http://127.0.0.1.example.com");
        assertThatThrownBy(() -> new DomoSettings(url, " ", "", Duration.ZERO, Duration.ofSeconds(1), 99))
                .isInstanceOfSatisfying(
                        BadSettings.class, e -> assertThat(e.problems()).hasSize(5))
                .hasMessageContaining("give DOMO_CLIENT_ID");
    }
}
