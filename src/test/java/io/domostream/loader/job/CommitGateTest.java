package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommitGateTest {
    private final OneAttempt one = OneAttempt.of(LoadSettings.Method.REPLACE);

    @AfterEach
    void end() {
        one.close();
    }

    private void requireClosed(LoadFailure.Then then, String says) {
        assertThatThrownBy(() -> one.gate().requireAllParts(one.state))
                .isInstanceOfSatisfying(
                        LoadFailure.class, stop -> assertThat(stop.then()).isEqualTo(then))
                .hasMessageContaining(says);
    }

    @Test
    void allPartsWithAllRowsPass() {
        assertThat(one.gate().requireAllParts(one.state).rows()).isEqualTo(2);
    }

    @Test
    void aPartWithoutAReceiptIsNotCommitted() {
        one.receipts.remove(1);
        one.receipts.put(2, OneAttempt.receipt(2));
        requireClosed(LoadFailure.Then.BEGIN_ANEW, "only 1 of 2 parts");
    }

    @Test
    void rowsThatDoNotAddUpAreNotCommitted() {
        one.receipts.put(2, OneAttempt.receipt(0));
        requireClosed(LoadFailure.Then.OVER, "2 rows were counted in the source and 1 were sent");
    }

    @Test
    void rowsReadUnderTwoSnapshotsNeedNotAddUp() {
        one.receipts.put(2, OneAttempt.receipt(7));
        one.state.oneMoreSnapshot();
        assertThat(one.gate().requireAllParts(one.state).rows()).isEqualTo(8);
    }

    @Test
    void theDataSetsRowsAreThoseOfTheLastMoment() {
        var there = one.gate().requireAllParts(one.state);
        assertThat(one.gate().requireReady(one.state, there)).isZero();
        one.attempt.domo.streams().update(one.state.stream(), "APPEND", List.of());
        assertThatThrownBy(() -> one.gate().requireReady(one.state, there))
                .hasMessageContaining("update method APPEND and load orders wants REPLACE");
    }

    @Test
    void theGuardsJudgeWhatWasSent() {
        assertThatThrownBy(() -> one.gate().requireReady(one.state, new Receipts(Map.of(1, OneAttempt.receipt(0)))))
                .hasMessageContaining("guard min-rows of load orders");
    }

    @Test
    void withoutTheLockNothingGoesOut() {
        var there = one.gate().requireAllParts(one.state);
        one.over();
        assertThatThrownBy(() -> one.gate().requireReady(one.state, there))
                .isInstanceOfSatisfying(
                        LoadFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCodes.DATABASE));
    }

    @Test
    void theRowsThereBeforeAreTheDataSets() {
        var domo = one.attempt.domo;
        domo.parts().upload(1, 1, 1, new byte[] {'1', '\n'}, false);
        domo.executions().commit(1, 1);
        var before = one.gate().requireReady(one.state, one.gate().requireAllParts(one.state));
        assertThat(before)
                .isEqualTo(domo.dataSets()
                        .retrieve(String.valueOf(one.state.dataSet()))
                        .rows())
                .isEqualTo(1);
    }
}
