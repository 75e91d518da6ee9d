package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.BadSettings;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;

class RunParametersTest {
    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");

    private static LoadSettings withDay(LocalDate day) {
        var replace = Loads.replace();
        return Loads.with(
                Loads.spec("orders", Map.of("day", day, "least", new BigDecimal("1.50"))),
                LoadSettings.Method.APPEND,
                replace.target().guard(),
                4);
    }

    @Test
    void comeBackFromTheJobsParametersAsTheyWere() {
        var begun = RunParameters.begin(
                3, withDay(LocalDate.of(2026, 11, 23)), new TreeMap<>(Map.of("least", "1.50")), NOW);
        var attempt = new JobExecution(1, new JobInstance(1, "load-orders"), begun.job());
        assertThat(RunParameters.of(attempt)).isEqualTo(begun);
        assertThat(RunParameters.of(new JobExecution(
                                2,
                                new JobInstance(1, "load-orders"),
                                begun.halvedPages().job()))
                        .halved())
                .isTrue();
    }

    @Test
    void keepTheValuesThatDefaultsHadWhenTheRunBegan() {
        var begun = RunParameters.begin(1, withDay(LocalDate.of(2026, 11, 23)), new TreeMap<>(), NOW);
        assertThat(begun.given()).isEmpty();
        assertThat(begun.values()).containsEntry("day", "2026-11-23").containsEntry("least", "1.50");
    }

    @Test
    void theFingerprintIsOfWhatIsLoadedAndNotHowFast() {
        var replace = Loads.replace();
        var faster = Loads.with(replace.spec(), LoadSettings.Method.REPLACE, new LoadSettings.Guard(5, "10%"), 60);
        assertThat(RunParameters.fingerprint(faster)).isEqualTo(RunParameters.fingerprint(replace));
        assertThat(RunParameters.fingerprint(withDay(LocalDate.EPOCH)))
                .isEqualTo(RunParameters.fingerprint(withDay(LocalDate.MAX)))
                .isNotEqualTo(RunParameters.fingerprint(replace));
        var other = Loads.with(
                Loads.spec("customers", Map.of()),
                LoadSettings.Method.REPLACE,
                replace.target().guard(),
                4);
        assertThat(RunParameters.fingerprint(other)).isNotEqualTo(RunParameters.fingerprint(replace));
    }

    @Test
    void theFingerprintShowsNoSecretAndStaysShort() {
        var long1 = Loads.with(
                Loads.spec("o".repeat(4000), Map.of()),
                LoadSettings.Method.REPLACE,
                Loads.replace().target().guard(),
                4);
        var long2 = Loads.with(
                Loads.spec("o".repeat(4000) + "x", Map.of()),
                LoadSettings.Method.REPLACE,
                Loads.replace().target().guard(),
                4);
        assertThat(RunParameters.fingerprint(Loads.replace())).doesNotContain("very-secret");
        assertThat(RunParameters.fingerprint(long1))
                .hasSizeLessThanOrEqualTo(2000)
                .isNotEqualTo(RunParameters.fingerprint(long2));
    }

    @Test
    void valuesThatAreTooLongToKeepAreRefused() {
        assertThatThrownBy(() -> RunParameters.json(Map.of("note", "x".repeat(2001))))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("key=value");
    }
}
