package io.domostream.loader.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.LoadSettings.Method;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Domo takes the first of two equal commits and refuses the second, whose answer is the one we see. */
class CommitDeliveredTwiceTest {
    private static final String COMMIT = "PUT /v1/streams/N/executions/N/commit";

    @Test
    void theRefusalIsNotTakenForProofThatNothingWasCommitted() {
        FaultCase.of(Method.APPEND, true).play(twice(), Set.of(ExitCodes.OK), Set.of());
    }

    @Test
    void rowsAppendedByACommitThatWasThoughtRefusedAreNotAppendedOnceMore() {
        var append = FaultCase.of(Method.APPEND, true).withoutPartProbe();
        append.bench().domo.commitsLast();
        append.attempt(twice(), Set.of(ExitCodes.REFUSED));
        // Too old to be gone on with, the run would be begun anew, with the same rows.
        append.bench().clock.jump(Duration.ofHours(7));
        var next = append.attempt(Bench.Faults.none(), Set.of(ExitCodes.UNKNOWN));
        assertThat(next.message()).contains("settle");
        append.bench().settle(append.load(), true);
        append.toTheEnd(Set.of());
    }

    private static Bench.Faults twice() {
        return Bench.Faults.domo(new Trigger<>(COMMIT, 1, HttpFault.TWICE));
    }
}
