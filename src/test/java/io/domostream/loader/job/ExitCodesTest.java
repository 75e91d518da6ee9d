package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

class ExitCodesTest {
    @ParameterizedTest
    @CsvSource({"28P01, 2", "3D000, 2", "42P01, 2", "08006, 3", "57P01, 3", ", 3"})
    void aDatabasesStateTellsSettingsFromFaults(String state, int code) {
        assertThat(ExitCodes.of(new IllegalStateException(new SQLException("no", state))))
                .isEqualTo(code);
    }

    @Test
    void theFirstCauseThatSaysWhatItIsCounts() {
        var guard = LoadFailure.forGood(ExitCodes.GUARD, Runbook.TOO_FEW_ROWS, "guard");
        assertThat(ExitCodes.of(new IllegalStateException(guard))).isEqualTo(ExitCodes.GUARD);
        assertThat(ExitCodes.of(new IllegalStateException(BadSettings.of("a", 1, "give 2"))))
                .isEqualTo(ExitCodes.SETTINGS);
    }

    @Test
    void whatOnlySpringCouldNotDoIsTheDatabasesAndAnythingElseOurs() {
        assertThat(ExitCodes.of(new DataAccessResourceFailureException("no"))).isEqualTo(ExitCodes.DATABASE);
        assertThat(ExitCodes.of(new CannotCreateTransactionException("no"))).isEqualTo(ExitCodes.DATABASE);
        assertThat(ExitCodes.of(new IllegalStateException("no"))).isEqualTo(ExitCodes.BUG);
    }
}
