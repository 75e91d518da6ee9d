package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.Runbook;
import java.io.Closeable;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The manager's side of a shared run; its workers are the test, which does something after each of the manager's looks. */
@Timeout(20)
class RemoteSlicesTest {
    private static final String ORDERS = "orders";

    @SuppressWarnings("NullAway.Init")
    private SlicedRun run;

    @BeforeEach
    void begin() throws Exception {
        run = new SlicedRun();
    }

    @AfterEach
    void end() {
        run.close();
    }

    /** After look 0, which is before the first, all slices are handed out. */
    private interface Workers {
        void after(int look) throws SQLException;
    }

    private static final class Looks extends Clock {
        private final Workers workers;
        private int look;
        private Duration passed = Duration.ZERO;

        Looks(Workers workers) {
            this.workers = workers;
        }

        @Override
        public Instant instant() {
            try {
                workers.after(look++);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return Instant.EPOCH.plus(passed);
        }

        void pass(Duration time) {
            passed = passed.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private void handOut(Clock looks, LoadLock lock) throws Exception {
        try (var attempt = run.attempt(looks, lock)) {
            new RemoteSlices(run.batch(), attempt, run.state, run.receipts(), (splitter, upload) -> List.of())
                    .handle(run.splitter(attempt), run.upload());
        }
    }

    private void handOut(Workers workers) throws Exception {
        handOut(new Looks(workers), run.manager);
    }

    /** In their order. */
    private List<Long> slices() {
        return Objects.requireNonNull(
                        run.repository.getJobExecution(run.state.attempt().getId()))
                .getStepExecutions()
                .stream()
                .filter(step -> Slices.isName(step.getStepName()))
                .sorted(Comparator.comparing(StepExecution::getStepName))
                .map(StepExecution::getId)
                .toList();
    }

    private List<Long> taken() {
        var ids = new ArrayList<Long>();
        for (var got = run.channel.receive(ORDERS); got != null; got = run.channel.receive(ORDERS)) {
            ids.add(got.getStepExecutionId());
        }
        return ids;
    }

    private void are(BatchStatus status, List<Long> slices) {
        JdbcClient.create(run.database)
                .sql("update batch_step_execution set status = :status where step_execution_id in (:ids)")
                .param("status", status.name())
                .param("ids", slices)
                .update();
    }

    @Test
    void eachSliceIsHandedOutOnceAndNothingOfEarlierAttempts() throws Exception {
        run.channel.send(ORDERS, Slices.STEP, 999);
        handOut(look -> {
            assertThat(taken()).containsExactlyInAnyOrderElementsOf(slices());
            are(BatchStatus.COMPLETED, slices());
            run.channel.send(ORDERS, Slices.STEP, slices().get(0));
        });
        assertThat(run.channel.isEmpty(ORDERS)).as("and nothing is left").isTrue();
    }

    @Test
    void whatADeadWorkerHadIsHandedOutAgain() throws Exception {
        var again = new ArrayList<List<Long>>();
        handOut(look -> {
            again.add(taken());
            if (look == 0) {
                are(BatchStatus.STARTED, slices().subList(0, 1));
                // With no reason kept: it had only begun to tell.
                are(BatchStatus.FAILED, slices().subList(1, 2));
                are(BatchStatus.STOPPED, slices().subList(2, 3));
                are(BatchStatus.COMPLETED, slices().subList(3, 4));
            } else if (look == 2) {
                are(BatchStatus.COMPLETED, slices());
            }
        });
        assertThat(again.get(1)).as("a worker may have taken it a moment ago").isEmpty();
        assertThat(again.get(2)).containsExactlyInAnyOrderElementsOf(slices().subList(0, 3));
    }

    @Test
    void whatAWorkerHasClaimedIsNotHandedOutAgain() throws Exception {
        var working = new ArrayList<ShiftLock>();
        handOut(look -> {
            if (look == 0) {
                taken();
                var worker = Objects.requireNonNull(run.worker());
                working.add(worker);
                slices().forEach(id -> assertThat(worker.claim(id)).isTrue());
            }
            assertThat(taken()).isEmpty();
            if (look == 3) {
                are(BatchStatus.COMPLETED, slices());
                working.get(0).close();
            }
        });
        assertThat(working).hasSize(1);
    }

    @Test
    void whatASliceFailedOfIsTheAttemptsFailure() {
        var failing = LoadFailure.forGood(ExitCodes.GUARD, Runbook.PART_REJECTED, "no good");
        assertThatThrownBy(() -> handOut(look -> {
                    taken();
                    var slice = run.slice(slices().get(2));
                    Failed.of(slice, failing, "host-2").keep(slice);
                    run.repository.updateExecutionContext(slice);
                    are(BatchStatus.FAILED, List.of(slice.getId()));
                }))
                .isInstanceOfSatisfying(LoadFailure.class, e -> {
                    assertThat(e.exitCode()).isEqualTo(ExitCodes.GUARD);
                    assertThat(e.then()).isEqualTo(LoadFailure.Then.OVER);
                })
                .hasMessage("no good (worker host-2)");
    }

    @Test
    void whereNoWorkerComesTheRunStops() {
        var looks = new Looks[1];
        looks[0] = new Looks(look -> looks[0].pass(look == 0 ? Duration.ZERO : Duration.ofMinutes(11)));
        assertThatThrownBy(() -> handOut(looks[0], run.manager))
                .hasMessageContaining("no worker has taken a slice for PT10M");
    }

    /** The manager's lock; what it does before it waits is the test's. */
    private record Waiting(AdvisoryLock lock, Runnable before) implements LoadLock {
        @Override
        public void alsoStream(long stream) {
            lock.alsoStream(stream);
        }

        @Override
        public void requireHeld() {
            lock.requireHeld();
        }

        @Override
        public void awaitWorkers(StopSignal stop) {
            before.run();
            lock.awaitWorkers(stop);
        }

        @Override
        public Closeable attempt(long jobExecution) {
            return lock.attempt(jobExecution);
        }

        @Override
        public void close() {
            lock.close();
        }
    }

    /** All is done, but a worker that hung may still send a part. */
    @Test
    void theUploadIsOverOnlyWhenNoWorkerIsLeft() throws Exception {
        var left = new ArrayList<ShiftLock>();
        var gone = new AtomicBoolean();
        var looks = new Looks(look -> {
            left.add(Objects.requireNonNull(run.worker()));
            are(BatchStatus.COMPLETED, slices());
        });
        handOut(
                looks,
                new Waiting(
                        run.manager,
                        () -> left.forEach(worker -> {
                            worker.close();
                            gone.set(true);
                        })));
        assertThat(left).hasSize(1);
        assertThat(gone).isTrue();
    }

    /** A dead manager's worker that hangs may still send a part of what the next run goes on with. */
    @Test
    void aRunBeginsOnlyWhenNoWorkerIsLeft() throws Exception {
        try (var worker = Objects.requireNonNull(
                workerOf(run.manager.attempt(run.state.attempt().getId())))) {
            run.manager.close();
            run.stop.request();
            var runs = new LoadRuns(run.batch(), SlicedRun.waits(), run.domo(), Clock.systemUTC(), run.stop, 1);
            var wish = new Wish(new TreeMap<>(), null, false, null, "a test");
            assertThatThrownBy(() -> runs.run(ORDERS, values -> run.load, wish, run.progress()))
                    .as("it waits, and would for long")
                    .hasMessageContaining("stopped by a signal");
            assertThat(worker.claim(1)).isTrue();
        }
    }

    private ShiftLock workerOf(Closeable attempt) throws SQLException {
        Objects.requireNonNull(attempt);
        return Objects.requireNonNull(run.worker());
    }
}
