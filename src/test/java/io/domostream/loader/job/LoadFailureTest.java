package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadFailureTest {
    @ParameterizedTest
    @CsvSource({"GO_ON, false, false", "OVER, true, false", "BEGIN_ANEW, true, true", "BEGIN_HALVED, true, true"})
    void whatBecomesOfTheRun(LoadFailure.Then then, boolean over, boolean anew) {
        assertThat(then.over()).isEqualTo(over);
        assertThat(then.anew()).isEqualTo(anew);
    }

    @Test
    void whatLedToItIsKept() {
        var cause = new IllegalStateException("the reason");
        assertThat(LoadFailure.stopped().causedBy(cause)).hasCause(cause);
        assertThat(BadSettings.of("a", 1, "b").causedBy(cause).see(Runbook.COMMAND_WRONG))
                .hasCause(cause);
    }
}
