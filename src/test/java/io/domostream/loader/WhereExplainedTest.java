package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Which heading of the runbook a failure leads to. */
class WhereExplainedTest {
    @ParameterizedTest
    @CsvSource({
        "28P01, repository-refused",
        "3D000, repository-refused",
        "42501, repository-refused",
        "08006, repository-unreachable",
        "57P01, repository-unreachable",
        ", repository-unreachable"
    })
    void aDatabasesOwnFailureIsTheJobRepositorys(String state, String heading) {
        assertThat(Runbook.of(new IllegalStateException(new SQLException("no", state))))
                .extracting(Runbook::anchor)
                .isEqualTo(heading);
    }

    @Test
    void theFirstCauseThatKnowsCounts() {
        var known = BadSettings.of("a", 1, "give 2");
        known.initCause(new SQLException("no"));
        assertThat(Runbook.of(new DataAccessResourceFailureException("no", known)))
                .isEqualTo(Runbook.SETTINGS_WRONG);
        assertThat(Runbook.of(known.see(Runbook.LOAD_UNKNOWN))).isEqualTo(Runbook.LOAD_UNKNOWN);
        assertThat(Runbook.of(new IllegalStateException(new OutOfMemoryError())))
                .isEqualTo(Runbook.OUT_OF_MEMORY);
    }

    @Test
    void whatOnlySpringCouldNotDoIsTheJobRepositorysAndAnythingElseABug() {
        assertThat(Runbook.of(new DataAccessResourceFailureException("no"))).isEqualTo(Runbook.REPOSITORY_UNREACHABLE);
        assertThat(Runbook.of(new CannotCreateTransactionException("no"))).isEqualTo(Runbook.REPOSITORY_UNREACHABLE);
        assertThat(Runbook.of(new IllegalStateException("no"))).isEqualTo(Runbook.BUG);
    }
}
