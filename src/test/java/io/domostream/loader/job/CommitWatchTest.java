package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommitWatchTest {
    private final OneAttempt one = OneAttempt.of(LoadSettings.Method.APPEND);

    @AfterEach
    void end() {
        one.close();
    }

    private long looks() {
        return one.calls.stream()
                .filter(call -> call.startsWith("GET /v1/streams/"))
                .count();
    }

    @Test
    void theDeadlineIsTheIntentsWhoeverWaits() {
        one.state.recordIntent(OneAttempt.BEGUN.minus(OneAttempt.TIMEOUT), 0L);
        var found = one.watch().untilSettled(one.state, false);
        assertThat(found.outcome()).isEqualTo(CommitOutcome.UNKNOWN);
        assertThat(looks()).isEqualTo(1);
    }

    @Test
    void anActiveExecutionIsAskedUntilItSaysHowItEnded() {
        one.state.recordIntent(OneAttempt.BEGUN, 0L);
        one.answer(call -> {
            if (looks() == 3) {
                one.answer(other -> 0);
                one.attempt.domo.executions().commit(one.state.stream(), one.state.execution());
            }
            return 0;
        });
        assertThat(one.watch().untilSettled(one.state, false).outcome()).isEqualTo(CommitOutcome.COMMITTED);
        assertThat(looks()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void aDomoThatCannotBeAskedLeavesItUnknown() {
        one.state.recordIntent(OneAttempt.BEGUN, 0L);
        one.answer(call -> 500);
        var found = one.watch().untilSettled(one.state, false);
        assertThat(found.outcome()).isEqualTo(CommitOutcome.UNKNOWN);
        assertThat(found.answered()).isFalse();
        assertThat(found.unheardOf()).isFalse();
        assertThat(looks()).isGreaterThan(1);
    }

    @Test
    void aPersonsWordEndsTheWait() {
        one.state.recordIntent(OneAttempt.BEGUN, 0L);
        one.state.allowCommitAgain("me");
        assertThat(one.watch().untilSettled(one.state, true).active()).isTrue();
        assertThat(looks()).isEqualTo(1);
    }

    @Test
    void aStopEndsTheWait() {
        one.state.recordIntent(OneAttempt.BEGUN, 0L);
        one.stop.request();
        assertThatThrownBy(() -> one.watch().untilSettled(one.state, false))
                .isInstanceOfSatisfying(
                        LoadFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCodes.STOPPED));
    }

    @Test
    void whatIsSaidTellsMoreThanTheOutcome() {
        assertThat(found("NOT FOUND").notFound()).isTrue();
        assertThat(found("ACTIVE").notFound()).isFalse();
        assertThat(found("ACTIVE").unheardOf()).isFalse();
        assertThat(found("A_STATE_DOMO_ADDS_LATER").unheardOf()).isTrue();
        assertThat(found("FAILED").unheardOf()).isFalse();
    }

    private static CommitWatch.Found found(String said) {
        return new CommitWatch.Found(CommitOutcome.read(said), said, true, false);
    }
}
