package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GuardsTest {
    private static Guards guards(long minRows, String maxShrink, LoadSettings.Method method) {
        return new Guards(Loads.with(Loads.replace().spec(), method, new LoadSettings.Guard(minRows, maxShrink), 4));
    }

    @ParameterizedTest(name = "{0} rows, at least {1}")
    @CsvSource({"0, 1, stop", "1, 1, ok", "9, 10, stop", "10, 10, ok", "0, 0, ok"})
    void fewerRowsThanWantedStop(long rows, long least, String verdict) {
        assertThat(guards(least, "100%", LoadSettings.Method.REPLACE).judge(rows, 0L))
                .filteredOn(v -> v.name().equals("min-rows"))
                .singleElement()
                .extracting(Guards.Verdict::verdict)
                .isEqualTo(verdict);
    }

    @ParameterizedTest(name = "{0} rows instead of {1}, at most {2} fewer")
    @CsvSource({
        "50, 100, 50%, ok",
        "49, 100, 50%, stop",
        "100, 100, 0%, ok",
        "99, 100, 0%, stop",
        "0, 100, 100%, ok",
        "2, 3, 50%, ok",
        "1, 3, 50%, stop",
        "5, 0, 0%, ok",
        "4500000000, 9000000000, 50%, ok"
    })
    void aDataSetThatWouldShrinkTooMuchStops(long rows, long now, String most, String verdict) {
        assertThat(guards(0, most, LoadSettings.Method.REPLACE).judge(rows, now))
                .filteredOn(v -> v.name().equals("max-shrink"))
                .singleElement()
                .extracting(Guards.Verdict::verdict)
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"50%, stop", "0%, stop", "100%, ok"})
    void aNumberOfRowsThatDomoDoesNotTellIsNotZero(String most, String verdict) {
        assertThat(guards(0, most, LoadSettings.Method.REPLACE).judge(5, null))
                .filteredOn(v -> v.name().equals("max-shrink"))
                .singleElement()
                .extracting(Guards.Verdict::verdict)
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @EnumSource(names = {"APPEND", "UPSERT"})
    void whatTakesNoRowsAwayNeedsNoGuard(LoadSettings.Method method) {
        assertThat(guards(10, "0%", method).judge(1, 100L)).isEmpty();
        assertThatCode(() -> guards(10, "0%", method).require(1, 100L)).doesNotThrowAnyException();
    }

    @Test
    void aStopNamesGuardFiguresAndSetting() {
        assertThatThrownBy(() -> guards(10, "0%", LoadSettings.Method.REPLACE).require(3, 0L))
                .isInstanceOfSatisfying(LoadFailure.class, stop -> {
                    assertThat(stop.exitCode()).isEqualTo(ExitCodes.GUARD);
                    assertThat(stop.then()).isEqualTo(LoadFailure.Then.OVER);
                })
                .hasMessageContaining("3 rows, at least 10 wanted")
                .hasMessageContaining("loads.orders.guard.min-rows");
    }
}
