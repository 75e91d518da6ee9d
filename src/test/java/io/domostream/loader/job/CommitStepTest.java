package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the commit step makes of each state, with and without an earlier commit: the table of outcomes. */
class CommitStepTest {
    private @Nullable OneAttempt made;

    private OneAttempt at(LoadSettings.Method method) {
        var one = OneAttempt.of(method);
        made = one;
        return one;
    }

    @AfterEach
    void end() {
        if (made != null) {
            made.close();
        }
    }

    private static void run(OneAttempt one) {
        new CommitStep(one.attempt, one.call(), one.watch()).run(one.state);
    }

    private static void commitInTheOpen(OneAttempt one, Instant at) {
        one.state.recordIntent(at, 0L);
    }

    private static void requireFailure(OneAttempt one, int exitCode, LoadFailure.Then then, String says) {
        assertThatThrownBy(() -> run(one))
                .isInstanceOfSatisfying(LoadFailure.class, e -> {
                    assertThat(e.exitCode()).isEqualTo(exitCode);
                    assertThat(e.then()).isEqualTo(then);
                })
                .hasMessageContaining(says)
                .hasMessageNotContaining("still takes parts");
        assertThat(one.state.committed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(LoadSettings.Method.class)
    void aCommitThatWasTakenIsRecordedOnce(LoadSettings.Method method) {
        var one = at(method);
        run(one);
        run(one);
        assertThat(one.state.committed()).isTrue();
        assertThat(one.commits()).isEqualTo(1);
        assertThat(one.attempt
                        .around
                        .loads()
                        .committedBy(
                                "orders",
                                one.attempt.load.values(),
                                new LoadSettings.DataSetRef(null, null, one.state.stream(), null)))
                .isNotNull();
    }

    @Test
    void anEarlierCommitThatWasTakenIsNotSentAgain() {
        var one = at(LoadSettings.Method.APPEND);
        commitInTheOpen(one, OneAttempt.BEGUN);
        one.attempt.domo.executions().commit(one.state.stream(), one.state.execution());
        one.calls.clear();
        run(one);
        assertThat(one.state.committed()).isTrue();
        assertThat(one.commits()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"REPLACE, true", "UPSERT, true", "APPEND, false"})
    void anEarlierCommitThatHadItsTimeIsSentAgainUnlessItAppends(LoadSettings.Method method, boolean again) {
        var one = at(method);
        commitInTheOpen(one, OneAttempt.BEGUN.minus(OneAttempt.TIMEOUT));
        if (again) {
            run(one);
            assertThat(one.state.committed()).isTrue();
        } else {
            requireFailure(one, ExitCodes.UNKNOWN, LoadFailure.Then.GO_ON, "commit not proven, Domo says ACTIVE");
        }
        assertThat(one.commits()).isEqualTo(again ? 1 : 0);
    }

    @Test
    void itIsSentAgainNoMoreThanOnce() {
        var one = at(LoadSettings.Method.REPLACE);
        commitInTheOpen(one, OneAttempt.BEGUN.minus(OneAttempt.TIMEOUT));
        one.answer(call -> call.endsWith("/commit") ? 500 : 0);
        requireFailure(one, ExitCodes.UNKNOWN, LoadFailure.Then.GO_ON, "run orders --commit-again=1");
        assertThat(one.commits()).isEqualTo(1);
    }

    @Test
    void withoutAnAnswerItIsNotSentAgain() {
        var one = at(LoadSettings.Method.REPLACE);
        commitInTheOpen(one, OneAttempt.BEGUN.minus(OneAttempt.TIMEOUT));
        one.answer(call -> 500);
        requireFailure(one, ExitCodes.UNKNOWN, LoadFailure.Then.GO_ON, "Domo says nothing");
        assertThat(one.commits()).isZero();
    }

    @ParameterizedTest
    @EnumSource(LoadSettings.Method.class)
    void anEarlierCommitThatFailedIsBegunAnew(LoadSettings.Method method) {
        var one = at(method);
        commitInTheOpen(one, OneAttempt.BEGUN);
        one.attempt.domo.executions().abort(one.state.stream(), one.state.execution());
        requireFailure(one, ExitCodes.UNAVAILABLE, LoadFailure.Then.BEGIN_ANEW, "ended as ABORTED");
    }

    @Test
    void aCommitThatFailsEndsTheRunForGood() {
        var one = at(LoadSettings.Method.REPLACE);
        one.answer(call -> {
            if (call.endsWith("/commit")) {
                one.answer(other -> 0);
                one.attempt.domo.executions().abort(one.state.stream(), one.state.execution());
            }
            return 0;
        });
        requireFailure(one, ExitCodes.REFUSED, LoadFailure.Then.OVER, "Run again to begin anew");
    }

    @ParameterizedTest
    @CsvSource({"REPLACE, BEGIN_ANEW, 5", "APPEND, GO_ON, 6"})
    void anExecutionThatIsGoneSaysNothingAboutAnAppend(
            LoadSettings.Method method, LoadFailure.Then then, int exitCode) {
        var one = at(method);
        commitInTheOpen(one, OneAttempt.BEGUN);
        one.answer(call -> call.endsWith("/executions/1") ? 404 : 0);
        requireFailure(one, exitCode, then, "NOT FOUND");
    }

    @Test
    void aRiseInRowsTurnsANoIntoUnknown() {
        var one = at(LoadSettings.Method.APPEND);
        one.state.recordIntent(OneAttempt.BEGUN, -1L);
        one.attempt.domo.executions().abort(one.state.stream(), one.state.execution());
        requireFailure(one, ExitCodes.UNKNOWN, LoadFailure.Then.GO_ON, "Domo says ABORTED");
    }

    @Test
    void aPersonsWordSendsAnAppendOnceMore() {
        var one = at(LoadSettings.Method.APPEND);
        commitInTheOpen(one, OneAttempt.BEGUN);
        one.state.allowCommitAgain("me");
        run(one);
        assertThat(one.state.committed()).isTrue();
        assertThat(one.state.mayCommitAgain()).isFalse();
        assertThat(one.commits()).isEqualTo(1);
    }
}
