package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.Runbook;
import io.domostream.loader.domo.DomoException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

class CommitCallTest {
    private @Nullable OneAttempt made;

    private OneAttempt at(LoadSettings.Method method, Duration commitInterval) {
        var one = OneAttempt.of(method, commitInterval);
        made = one;
        return one;
    }

    @AfterEach
    void end() {
        if (made != null) {
            made.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 503})
    void anAnswerThatProvesNothingLeavesTheIntent(int status) {
        var one = at(LoadSettings.Method.APPEND, Duration.ZERO);
        one.answer(call -> call.endsWith("/commit") ? status : 0);
        one.call().first(one.state);
        assertThat(one.state.intent()).isNotNull();
        assertThat(one.commits()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 409})
    void aRefusalWhileActiveWithdrawsTheIntent(int status) {
        var one = at(LoadSettings.Method.APPEND, Duration.ZERO);
        one.answer(call -> call.endsWith("/commit") ? status : 0);
        assertThatThrownBy(() -> one.call().first(one.state))
                .isInstanceOf(DomoException.Refused.class)
                .satisfies(e -> assertThat(ExitCodes.of(e)).isEqualTo(ExitCodes.REFUSED));
        assertThat(one.state.intent()).isNull();
    }

    @Test
    void aRefusalThatHasNothingToDoWithTheIntervalIsNotWaitedFor() {
        var one = at(LoadSettings.Method.APPEND, Duration.ofMinutes(15));
        one.answer(call -> call.endsWith("/commit") ? 403 : 0);
        assertThatThrownBy(() -> one.call().first(one.state)).isInstanceOf(DomoException.Refused.class);
        assertThat(one.state.intent()).isNull();
        assertThat(one.commits()).isEqualTo(1);
    }

    @Test
    void aRefusalWithoutAStateProvesNothing() {
        var one = at(LoadSettings.Method.APPEND, Duration.ZERO);
        one.answer(call -> call.endsWith("/commit") ? 400 : one.commits() > 0 ? 500 : 0);
        one.call().first(one.state);
        assertThat(one.state.intent()).isNotNull();
    }

    /** A proxy has delivered the commit twice, and the first one was taken. */
    @Test
    void aRefusalIsNotBelievedWhereDomoTakesNoPartEither() {
        var one = at(LoadSettings.Method.APPEND, Duration.ZERO);
        one.answer(call -> call.endsWith("/commit") ? 409 : 0);
        var probe = Mockito.mock(CommitProbe.class);
        Mockito.when(probe.ask(one.state)).thenReturn(CommitProbe.Answer.REFUSES_PARTS);
        new CommitCall(one.attempt, one.gate(), probe).first(one.state);
        assertThat(one.state.intent()).isNotNull();
        assertThat(one.commits()).isEqualTo(1);
    }

    @Test
    void aRefusalWithinTheIntervalIsTriedAgainWithAnIntentOfItsOwn() {
        var one = at(LoadSettings.Method.APPEND, Duration.ofSeconds(2));
        one.answer(call -> call.endsWith("/commit") && one.commits() < 3 ? 409 : 0);
        one.call().first(one.state);
        assertThat(one.commits()).isEqualTo(3);
        assertThat(one.state.intent()).isNotNull();
        assertThat(one.attempt.around.progress().counts().commitWaitMillis()).isPositive();
    }

    @Test
    void aRefusalAfterTheIntervalStopsTheRun() {
        var one = at(LoadSettings.Method.APPEND, Duration.ofMillis(20));
        one.answer(call -> call.endsWith("/commit") ? 409 : 0);
        assertThatThrownBy(() -> one.call().first(one.state))
                .isInstanceOfSatisfying(
                        LoadFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCodes.UNAVAILABLE))
                .hasMessageContaining("still refuses the commit after domo.commit-interval");
        assertThat(one.state.intent()).isNull();
    }

    @Test
    void aSecondCommitHasItsOwnTimeAndKeepsTheSmallerRowCount() {
        var one = at(LoadSettings.Method.REPLACE, Duration.ZERO);
        one.state.recordIntent(Instant.EPOCH, -3L);
        one.answer(call -> call.endsWith("/commit") ? 500 : 0);
        one.call().again(one.state);
        assertThat(one.state.intent()).isAfter(OneAttempt.BEGUN);
        assertThat(one.state.rowsBefore()).isEqualTo(-3L);
        assertThat(one.commits()).isEqualTo(1);
    }

    @Test
    void aSecondCommitGoesOutToAnActiveExecutionOnly() {
        var one = at(LoadSettings.Method.REPLACE, Duration.ZERO);
        one.state.recordIntent(Instant.EPOCH, 0L);
        one.attempt.domo.executions().abort(one.state.stream(), one.state.execution());
        one.call().again(one.state);
        assertThat(one.state.intent()).isEqualTo(Instant.EPOCH);
        assertThat(one.commits()).isZero();
    }

    /** The first one may have been taken, whatever stops the second. */
    private static void unknown(OneAttempt one) {
        assertThatThrownBy(() -> one.call().again(one.state)).isInstanceOfSatisfying(LoadFailure.class, e -> {
            assertThat(e.exitCode()).isEqualTo(ExitCodes.UNKNOWN);
            assertThat(e.runbook()).isEqualTo(Runbook.COMMIT_UNKNOWN);
            assertThat(e.then()).isEqualTo(LoadFailure.Then.GO_ON);
        });
        assertThat(one.state.intent()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void aGuardThatStopsTheSecondCommitLeavesTheFirstOneUnknown() {
        var one = at(LoadSettings.Method.REPLACE, Duration.ZERO);
        one.state.recordIntent(Instant.EPOCH, 0L);
        one.attempt.domo.streams().update(one.state.stream(), "APPEND", List.of());
        unknown(one);
        assertThat(one.commits()).isZero();
    }

    @Test
    void aSecondCommitPassesTheSameGate() {
        var one = at(LoadSettings.Method.REPLACE, Duration.ZERO);
        one.state.recordIntent(Instant.EPOCH, 0L);
        one.receipts.remove(2);
        unknown(one);
        assertThat(one.commits()).isZero();
    }

    @Test
    void anExecutionThatHasEndedIsNotCommitted() {
        var one = at(LoadSettings.Method.REPLACE, Duration.ZERO);
        one.attempt.domo.executions().abort(one.state.stream(), one.state.execution());
        assertThatThrownBy(() -> one.call().first(one.state))
                .hasMessageContaining("Domo execution 1 of stream 1 is ABORTED");
        assertThat(one.state.intent()).isNull();
        assertThat(one.commits()).isZero();
    }

    @Test
    void aCommitThatWasNotSentLeavesNoIntent() {
        var one = at(LoadSettings.Method.APPEND, Duration.ZERO);
        one.answer(call -> call.endsWith("/commit") ? 401 : call.contains("/oauth/") && one.commits() > 0 ? 503 : 0);
        assertThatThrownBy(() -> one.call().first(one.state))
                .isInstanceOf(DomoException.NotSent.class)
                .satisfies(e -> assertThat(ExitCodes.of(e)).isEqualTo(ExitCodes.UNAVAILABLE));
        assertThat(one.state.intent()).isNull();
    }
}
