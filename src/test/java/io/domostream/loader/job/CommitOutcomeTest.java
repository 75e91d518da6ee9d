package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitOutcomeTest {
    @Test
    void successIsTheOnlyStateThatProvesACommit() {
        assertThat(CommitOutcome.read("SUCCESS")).isEqualTo(CommitOutcome.COMMITTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVALID", "ABORTED", "ERROR", "FAILED", Executions.NOT_FOUND})
    void anExecutionThatHasEndedOtherwiseIsNotCommitted(String state) {
        assertThat(CommitOutcome.read(state)).isEqualTo(CommitOutcome.NOT_COMMITTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACTIVE", "A_STATE_DOMO_ADDS_LATER", "success", ""})
    void anythingElseProvesNothing(String state) {
        assertThat(CommitOutcome.read(state)).isEqualTo(CommitOutcome.UNKNOWN);
    }
}
