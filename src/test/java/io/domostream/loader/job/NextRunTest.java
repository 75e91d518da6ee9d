package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.BadSettings;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;

class NextRunTest {
    private final OneAttempt one = OneAttempt.of(LoadSettings.Method.REPLACE);
    private final NextRun next = one.next();

    @AfterEach
    void end() {
        one.close();
    }

    @Test
    void aRunIsUnfinishedUntilItIsCompletedOrEnded() {
        assertThat(next.unfinished()).isNotNull();
        one.state.attempt().setStatus(BatchStatus.COMPLETED);
        assertThat(next.unfinished()).isNull();
        one.state.attempt().setStatus(BatchStatus.FAILED);
        assertThat(next.unfinished()).isNotNull();
        one.state.end("enough");
        assertThat(next.unfinished()).isNull();
    }

    @Test
    void aNumberMeansThatRunAlone() {
        long number = one.state.instance().getInstanceId();
        assertThat(next.isMeantBy(null)).isFalse();
        assertThat(next.isMeantBy(new Wish.Anew(null))).isTrue();
        assertThat(next.isMeantBy(new Wish.Anew(number))).isTrue();
        assertThat(next.isMeantBy(new Wish.Anew(number - 1))).isFalse();
        assertThatThrownBy(() -> next.isMeantBy(new Wish.Anew(number + 1)))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("--new is " + (number + 1));
    }

    @Test
    void otherSettingsAreAnObstacleAndBothAreTold() {
        var load = one.attempt.load;
        var other = Loads.with(
                Loads.spec("customers", Map.of()),
                LoadSettings.Method.REPLACE,
                load.target().guard(),
                1);
        assertThat(next.obstacle(one.state, load, new TreeMap<>(), OneAttempt.BEGUN))
                .isNull();
        assertThat(next.obstacle(one.state, other, new TreeMap<>(), OneAttempt.BEGUN))
                .contains("table orders of", "table customers of");
    }

    @Test
    void runsAreNumberedFromOne() {
        var begun = next.begin(one.attempt.load, new TreeMap<>(), OneAttempt.BEGUN);
        assertThat(begun.run()).isEqualTo(2);
        assertThat(begun.halved()).isFalse();
        assertThat(new NextRun(new ResourcelessJobRepository(), "orders")
                        .begin(one.attempt.load, new TreeMap<>(), OneAttempt.BEGUN)
                        .run())
                .isEqualTo(1);
    }

    @Test
    void aRunIsAsOldAsItsLastPart() {
        var load = one.attempt.load;
        var slice = one.repository.createStepExecution("slice-00000", one.state.attempt());
        var late = OneAttempt.BEGUN.plus(load.pace().resumeWithin());
        slice.getExecutionContext()
                .putString("r1", new Receipt(1, 1, 10, 10, 7, late.toEpochMilli(), Took.UNKNOWN).text());
        assertThat(next.obstacle(
                        one.state, load, new TreeMap<>(), late.plus(load.pace().resumeWithin())))
                .isNull();
    }

    @Test
    void aRunThatHasNoAttemptIsForgotten() {
        next.forgetStillborn();
        assertThat(next.last()).isNotNull();
        var repository = new ResourcelessJobRepository();
        repository.createJobInstance("load-orders", new JobParameters());
        new NextRun(repository, "orders").forgetStillborn();
        assertThat(repository.getJobInstances("load-orders", 0, 1)).isEmpty();
    }
}
