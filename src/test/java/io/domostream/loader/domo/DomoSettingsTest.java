package io.domostream.loader.domo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.BadSettings;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomoSettingsTest {
    @Test
    void settingsTellEveryMistakeAndNoSecret() {
        var url = URI.create("http://127.0.0.1.example.com");
        assertThatThrownBy(() -> new DomoSettings(url, " ", "", Duration.ZERO, Duration.ofSeconds(1), 99))
                .isInstanceOfSatisfying(
                        BadSettings.class, e -> assertThat(e.problems()).hasSize(5))
                .hasMessageContaining("give DOMO_CLIENT_ID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://me:secret-word@api.domo.com", "ftp://secret-word@api.domo.com"})
    void aUserInTheAddressIsRefusedAndNotShown(String url) {
        assertThatThrownBy(() -> settings(url, 5))
                .hasMessageContaining("//***@api.domo.com")
                .hasMessageNotContaining("secret-word");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.domo.com", "HTTP://LOCALHOST:8080", "http://127.0.0.1:1", "http://[::1]:8080"})
    void plainHttpGoesNoFurtherThanThisMachine(String url) {
        assertThat(settings(url, 0)).isEqualTo(settings(url, 0)).isNotEqualTo(settings(url, 20));
        assertThat(settings(url, 20).toString()).contains("clientSecret=***").doesNotContain("very-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.domo.com", "https:api.domo.com", "https://api.domo.com?x=1"})
    void whereASecretCouldLeakIsNoAddress(String url) {
        assertThatThrownBy(() -> settings(url, 5)).hasMessageContaining("domo.url is");
    }

    private static DomoSettings settings(String url, int retries) {
        return new DomoSettings(
                URI.create(url), "id", "very-secret", Duration.ofSeconds(1), Duration.ofSeconds(1), retries);
    }
}
