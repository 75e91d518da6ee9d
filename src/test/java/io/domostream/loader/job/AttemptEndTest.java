package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.Effort;
import io.domostream.loader.Runbook;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;

class AttemptEndTest {
    private final OneAttempt one = OneAttempt.of(LoadSettings.Method.REPLACE);

    @AfterEach
    void end() {
        one.close();
    }

    private AttemptEnd end(BatchStatus status) {
        one.state.attempt().setStatus(status);
        return AttemptEnd.of(one.attempt, one.state.attempt(), one.state, true, Duration.ofMillis(1500));
    }

    private void requireEnd(AttemptEnd end, int code, LoadFailure.Then then, String message) {
        assertThat(end.result().exitCode()).isEqualTo(code);
        assertThat(end.then()).isEqualTo(then);
        assertThat(end.result().message()).isEqualTo(message);
    }

    @Test
    void withoutACommitNothingWasToDo() {
        var end = end(BatchStatus.COMPLETED);
        requireEnd(end, ExitCodes.OK, LoadFailure.Then.GO_ON, "nothing to load");
        assertThat(end.result().status()).isEqualTo(PlanStep.NOTHING_TO_DO);
    }

    @Test
    void aCommitIsToldWithItsFigures() {
        one.state.recordCommitted(OneAttempt.BEGUN);
        one.state.keepSummary(new Receipts.Summary(2, 3, 4, 5, 6), new Effort(6, 7));
        var end = end(BatchStatus.COMPLETED);
        requireEnd(end, ExitCodes.OK, LoadFailure.Then.GO_ON, "committed and verified");
        assertThat(end.result().status()).isEqualTo("COMPLETED");
        assertThat(end.result().facts())
                .containsEntry("resumed", true)
                .containsEntry("snapshots", 1)
                .containsEntry("rows", 3L)
                .containsEntry("parts", 2)
                .containsEntry("bytesRaw", 4L)
                .containsEntry("bytesSent", 5L)
                .containsEntry("nulledValues", 6L)
                .containsEntry("executionId", 1L)
                .containsEntry("streamId", 1L)
                .containsEntry("seconds", 1.5)
                .containsKeys("runId", "datasetId");
    }

    @Test
    void whatVerifyFoundIsAGuardsEnd() {
        one.state.recordCommitted(OneAttempt.BEGUN);
        one.state.keepVerdict("too few rows");
        requireEnd(end(BatchStatus.COMPLETED), ExitCodes.GUARD, LoadFailure.Then.GO_ON, "too few rows");
    }

    @Test
    void theFirstFailureIsTheCause() {
        one.attempt.failed(LoadFailure.beginAnew("elsewhere"));
        one.state.attempt().addFailureException(new IllegalStateException("follows"));
        requireEnd(end(BatchStatus.FAILED), ExitCodes.UNAVAILABLE, LoadFailure.Then.BEGIN_ANEW, "elsewhere");
    }

    @Test
    void withoutOneBatchsOwnIs() {
        one.state.attempt().addFailureException(new IllegalStateException());
        requireEnd(end(BatchStatus.FAILED), ExitCodes.BUG, LoadFailure.Then.GO_ON, "java.lang.IllegalStateException");
    }

    @Test
    void withoutAnyItsStatusIs() {
        requireEnd(end(BatchStatus.FAILED), ExitCodes.BUG, LoadFailure.Then.GO_ON, "the job ended as FAILED");
    }

    @Test
    void aStopMattersMoreThanWhatItBrought() {
        one.stop.request();
        one.attempt.failed(LoadFailure.beginAnew("elsewhere"));
        requireEnd(
                end(BatchStatus.FAILED),
                ExitCodes.STOPPED,
                LoadFailure.Then.GO_ON,
                "stopped by a signal; run the same command to go on");
    }

    @Test
    void anUnknownCommitMattersMoreThanAStop() {
        one.stop.request();
        one.attempt.failed(LoadFailure.resumable(ExitCodes.UNKNOWN, Runbook.COMMIT_UNKNOWN, "commit not proven"));
        requireEnd(end(BatchStatus.FAILED), ExitCodes.UNKNOWN, LoadFailure.Then.GO_ON, "commit not proven");
    }
}
