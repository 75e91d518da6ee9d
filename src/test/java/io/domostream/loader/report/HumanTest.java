package io.domostream.loader.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanTest {
    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.0 kB", "81500000, 81.5 MB", "5000000000, 5.0 GB", "7e15, 7000.0 TB"})
    void bytesAreGivenInTheUnitThatKeepsThemShort(double bytes, String text) {
        assertThat(Human.bytes((long) bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.02, 0.0 s", "9.94, 9.9 s", "59, 59 s", "60, 1 min 0 s", "3599, 59 min 59 s", "86400, 24 h 0 min"})
    void timesAreGivenInTwoUnitsAtMost(double seconds, String text) {
        assertThat(Human.seconds(seconds)).isEqualTo(text);
    }

    @Test
    void oneThingIsNotMany() {
        assertThat(Human.counted(1, "row")).isEqualTo("1 row");
        assertThat(Human.counted(1200, "row")).isEqualTo("1,200 rows");
    }
}
