package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.TestPostgres;
import io.domostream.loader.Version;
import io.domostream.loader.source.SourceSpec;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;

/** A worker's side of a shared run; its manager is the test. */
class ShiftTest {
    @SuppressWarnings("NullAway.Init")
    private SlicedRun run;

    @SuppressWarnings("NullAway.Init")
    private Closeable attempt;

    @SuppressWarnings("NullAway.Init")
    private List<Long> slices;

    @BeforeEach
    void begin() throws Exception {
        run = new SlicedRun();
        attempt = run.manager.attempt(run.state.attempt().getId());
        slices = run.handOut();
    }

    @AfterEach
    void end() {
        run.close();
    }

    private Receipts receipts() {
        return run.receipts().receipts(run.state.execution());
    }

    private List<BatchStatus> statuses() {
        return slices.stream().map(id -> run.slice(id).getStatus()).toList();
    }

    private long sliceOf(int part) {
        return slices.get((part - 1) / 2);
    }

    @Test
    void allSlicesAreReadAtTheManagersMoment() {
        TestPostgres.execute(run.url, "insert into orders select generate_series(101, 110)");
        run.work();
        assertThat(statuses()).containsOnly(BatchStatus.COMPLETED);
        assertThat(receipts().complete(SlicedRun.PARTS)).isTrue();
        assertThat(receipts().rows()).isEqualTo(SlicedRun.ROWS);
    }

    @Test
    void aSliceIsItsWorkersUntilItIsDone() throws Exception {
        var free = new ArrayList<Integer>();
        try (var other = Objects.requireNonNull(run.worker())) {
            run.on(part -> {
                if (other.claim(sliceOf(part))) {
                    free.add(part);
                }
                return 0;
            });
            run.work();
            assertThat(run.sent).hasSize(SlicedRun.PARTS);
            assertThat(free).isEmpty();
            assertThat(other.claim(sliceOf(1))).isTrue();
        }
    }

    @Test
    void aSliceThatAnotherWorkerHasIsLeftToIt() throws Exception {
        try (var other = Objects.requireNonNull(run.worker())) {
            assertThat(other.claim(sliceOf(3))).isTrue();
            run.work();
            assertThat(run.sent).containsExactlyInAnyOrder(1, 2, 5, 6, 7, 8);
        }
    }

    @Test
    void aSliceThatIsDoneIsNotDoneAgain() {
        run.work();
        var done = run.slice(sliceOf(1));
        run.channel.send("orders", Slices.STEP, done.getId());
        run.work();
        assertThat(run.sent).hasSize(SlicedRun.PARTS);
        assertThat(run.slice(done.getId()).getVersion()).isEqualTo(done.getVersion());
    }

    @Test
    void whatAnotherWorkerHasSentMeanwhileIsNotSentAgain() {
        run.on(part -> {
            if (part == 1) {
                var next = run.slice(sliceOf(3));
                next.getExecutionContext()
                        .putString(
                                Receipt.key(3),
                                new Receipt(run.state.execution(), 10, 1, 1, 1, 1, Took.UNKNOWN).text());
                run.repository.updateExecutionContext(next);
            }
            return 0;
        });
        run.work();
        assertThat(run.sent).containsExactly(1, 2, 4, 5, 6, 7, 8);
        assertThat(receipts().complete(SlicedRun.PARTS)).isTrue();
    }

    @Test
    void aWorkerWithOtherSettingsSendsNothingAndGivesTheSliceBack() {
        var spec = new SourceSpec("orders", null, List.of("id"), Map.of(), List.of(), Map.of());
        run.work("another", Loads.replace(run.url, spec, run.load.pace().parts()));
        assertThat(run.sent).isEmpty();
        run.work();
        assertThat(run.sent).hasSize(SlicedRun.PARTS);
    }

    @Test
    void aWorkerOfAnotherVersionSendsNothingAndGivesTheSliceBack() {
        run.state.keepForWorkers(run.snapshot.exported(), "another");
        run.work();
        assertThat(run.sent).isEmpty();
        run.state.keepForWorkers(run.snapshot.exported(), Version.TEXT);
        run.work();
        assertThat(run.sent).hasSize(SlicedRun.PARTS);
    }

    @Test
    void whenTheAttemptIsOverNoFurtherPartIsSent() {
        run.on(part -> {
            over();
            return 0;
        });
        run.work();
        assertThat(run.sent).containsExactly(1);
        assertThat(Failed.of(run.slice(sliceOf(1)))).as("a reason to fail").isNull();
    }

    private void over() {
        try {
            attempt.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aSliceOfAnotherAttemptIsNotTouched() {
        var other = run.repository.createStepExecution(
                "slices:slice-00000", run.begun(2).attempt());
        run.channel.send("orders", Slices.STEP, other.getId());
        run.work();
        assertThat(run.sent).hasSize(SlicedRun.PARTS);
        assertThat(run.slice(other.getId()).getStatus()).isEqualTo(BatchStatus.STARTING);
    }

    @Test
    void whoIsStoppedLeavesItsSliceToOthers() {
        run.on(part -> {
            run.stop.request();
            return 0;
        });
        run.work();
        assertThat(run.sent).containsExactly(1);
        assertThat(statuses())
                .containsExactly(BatchStatus.STOPPED, BatchStatus.STARTING, BatchStatus.STARTING, BatchStatus.STARTING);
        assertThat(Failed.of(run.slice(sliceOf(1)))).as("a reason to fail").isNull();
    }

    @Test
    void whyASliceFailedIsKeptForTheManager() {
        run.on(part -> part == 4 ? 403 : 0);
        run.work();
        assertThat(statuses())
                .containsExactly(BatchStatus.COMPLETED, BatchStatus.FAILED, BatchStatus.STARTING, BatchStatus.STARTING);
        var failed = Objects.requireNonNull(Failed.of(run.slice(sliceOf(4))));
        assertThat(failed.exitCode()).isEqualTo(ExitCodes.REFUSED);
        assertThat(failed.message()).contains("403").endsWith("(worker a worker)");
        assertThat(receipts().byPart()).containsOnlyKeys(1, 2, 3);
    }

    /** Its claim has fallen, and another worker has done its slice, when it wakes. */
    @Test
    void aWorkerThatWakesUpTakesNoReceiptAway() throws InterruptedException {
        var held = new CountDownLatch(1);
        var wake = new CountDownLatch(1);
        run.on(part -> {
            if (held.getCount() > 0) {
                held.countDown();
                try {
                    wake.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return 0;
        });
        var hung = CompletableFuture.runAsync(() -> run.work("hung", run.load));
        held.await();
        TestPostgres.execute(
                run.url,
                "select pg_terminate_backend(pid) from pg_stat_activity join pg_locks using (pid)"
                        + " where application_name = 'worker hung' and mode = 'ExclusiveLock' and locktype = 'advisory'");
        run.channel.send("orders", Slices.STEP, sliceOf(1));
        run.work("other", run.load);
        assertThat(receipts().complete(SlicedRun.PARTS)).isTrue();
        wake.countDown();
        hung.handle((done, failure) -> true).join();
        assertThat(receipts().byPart()).hasSize(SlicedRun.PARTS);
        assertThat(statuses()).containsOnly(BatchStatus.COMPLETED);
    }
}
