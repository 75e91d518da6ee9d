package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.Runbook;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.step.StepExecution;

class FailedTest {
    private static StepExecution slice(long attempt) {
        var run = new JobInstance(1, "load-orders");
        return new StepExecution(3, "slices:slice-00000", new JobExecution(attempt, run, new JobParameters()));
    }

    @Test
    void theManagerGetsToKnowWhatTheWorkerMet() {
        var slice = slice(7);
        var met = LoadFailure.beginHalved("part 1 is too large");
        Failed.of(slice, met, "host-2").keep(slice);
        var told = Objects.requireNonNull(Failed.of(slice)).asFailure();
        assertThat(told).hasMessage("part 1 is too large (worker host-2)");
        assertThat(told.exitCode()).isEqualTo(met.exitCode());
        assertThat(told.runbook()).isEqualTo(Runbook.PART_TOO_LARGE);
        assertThat(told.then()).isEqualTo(LoadFailure.Then.BEGIN_HALVED);
    }

    @Test
    void whatWasNoDecisionMayBeGoneOnWith() {
        var slice = slice(7);
        Failed.of(slice, new IllegalStateException(), "host-2").keep(slice);
        var told = Objects.requireNonNull(Failed.of(slice)).asFailure();
        assertThat(told).hasMessage("java.lang.IllegalStateException (worker host-2)");
        assertThat(told.then()).isEqualTo(LoadFailure.Then.GO_ON);
    }

    @Test
    void aSliceThatHasNotFailedHasNoReason() {
        assertThat(Failed.of(slice(7))).isNull();
    }

    /** On a restart a slice takes over all that its last one has kept. */
    @Test
    void whatAnEarlierAttemptMetIsOver() {
        var earlier = slice(7);
        Failed.of(earlier, LoadFailure.stopped(), "host-2").keep(earlier);
        var slice = slice(8);
        slice.setExecutionContext(earlier.getExecutionContext());
        assertThat(Failed.of(slice)).isNull();
    }
}
