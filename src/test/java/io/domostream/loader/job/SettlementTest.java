package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.BadSettings;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettlementTest {
    private final OneAttempt one = OneAttempt.of(LoadSettings.Method.APPEND).over();
    private final Settlement settlement = new Settlement(one.batch(), one.attempt.around.loads(), one.attempt.domo);

    @AfterEach
    void end() {
        one.close();
    }

    private String settle(boolean committed) throws SQLException {
        return settlement.settle("orders", committed, "me", OneAttempt.BEGUN);
    }

    private boolean aborted() {
        return one.calls.stream().anyMatch(call -> call.endsWith("/abort"));
    }

    private void requireNothingToSettle() {
        assertThatThrownBy(() -> settle(true))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("settle is committed");
        assertThatThrownBy(() -> settle(false))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("settle is not-committed");
    }

    @Test
    void aYesEndsTheRunAndItsParametersAreRemembered() throws SQLException {
        one.state.recordIntent(OneAttempt.BEGUN, 0L);
        assertThat(settle(true)).contains("Domo execution 1 is settled as committed");
        assertThat(one.state.committed()).isTrue();
        assertThat(one.state.ended()).isEqualTo("settled as committed by me");
        var loads = one.attempt.around.loads();
        assertThat(loads.committedBy(
                        "orders",
                        one.attempt.load.values(),
                        new LoadSettings.DataSetRef(null, null, one.state.stream(), null)))
                .isNotNull();
        assertThat(loads.foundBy("orders", 1, "committed")).isEqualTo("me");
    }

    @Test
    void aNoFreesTheRun() throws SQLException {
        one.state.recordIntent(OneAttempt.BEGUN, 0L);
        assertThat(settle(false)).contains("goes on with its run and commits it");
        assertThat(one.state.intent()).isNull();
        assertThat(one.state.ended()).isNull();
        assertThat(one.attempt.around.loads().foundBy("orders", 1, "not-committed"))
                .isEqualTo("me");
    }

    @Test
    void aNoToWhatSomebodyElseCommittedEndsTheRun() throws SQLException {
        one.attempt.domo.executions().commit(one.state.stream(), one.state.execution());
        assertThat(settle(false)).contains("begins a new run");
        assertThat(one.state.ended()).isEqualTo("settled as not committed by me");
    }

    @Test
    void withoutAnOpenCommitThereIsNothingToSettle() {
        requireNothingToSettle();
        one.state.recordCommitted(OneAttempt.BEGUN);
        requireNothingToSettle();
        one.state.end("enough");
        requireNothingToSettle();
    }

    @Test
    void anUnfinishedRunIsAborted() throws SQLException {
        assertThat(settlement.abort("orders", "me")).contains("is aborted");
        assertThat(one.state.ended()).isEqualTo("aborted by hand");
        assertThat(aborted()).isTrue();
        assertThat(settlement.abort("orders", "me")).contains("has no unfinished run");
    }

    @Test
    void anOpenCommitIsNotAborted() {
        one.state.recordIntent(OneAttempt.BEGUN, 0L);
        assertThatThrownBy(() -> settlement.abort("orders", "me"))
                .isInstanceOfSatisfying(
                        LoadFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCodes.UNKNOWN))
                .hasMessageContaining("settle orders committed");
        assertThat(one.state.ended()).isNull();
        assertThat(aborted()).isFalse();
    }

    @Test
    void aCommittedRunIsNotAborted() throws SQLException {
        one.state.recordIntent(OneAttempt.BEGUN, 0L);
        one.state.recordCommitted(OneAttempt.BEGUN);
        assertThat(settlement.abort("orders", "me")).contains("nothing to abort");
        assertThat(one.state.ended()).isNull();
    }
}
