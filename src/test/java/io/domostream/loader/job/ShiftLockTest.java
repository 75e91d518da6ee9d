package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.TestPostgres;
import io.domostream.loader.domo.DomoClient;
import io.domostream.loader.domo.DomoSettings;
import io.domostream.loader.domo.Pause;
import java.io.Closeable;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** What a manager and its workers hold against each other, in a real PostgreSQL. */
class ShiftLockTest {
    private static final long ATTEMPT = 7;
    private static final long SLICE = 3;
    private final DriverManagerDataSource database = new DriverManagerDataSource(TestPostgres.newDatabase());
    private final List<ShiftLock> taken = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private AdvisoryLock manager;

    @SuppressWarnings("NullAway.Init")
    private Closeable attempt;

    @BeforeEach
    void begin() throws SQLException {
        new ResourceDatabasePopulator(new ClassPathResource("sql/workers.sql")).execute(database);
        manager = AdvisoryLock.take(database, "orders", "the manager");
        attempt = manager.attempt(ATTEMPT);
    }

    @AfterEach
    void end() {
        taken.forEach(ShiftLock::close);
        manager.close();
    }

    private static DomoClient domo() {
        return new DomoClient(
                new DomoSettings(
                        URI.create("http://127.0.0.1:1"),
                        "id",
                        "secret",
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        0),
                Clock.systemUTC(),
                Pause.real());
    }

    private @Nullable ShiftLock take(long of, DomoClient domo, Duration hungAfter) throws SQLException {
        var lock = ShiftLock.take(database, "orders", of, domo, "a worker", hungAfter);
        if (lock != null) {
            taken.add(lock);
        }
        return lock;
    }

    private ShiftLock worker() throws SQLException {
        return Objects.requireNonNull(take(ATTEMPT, domo(), Duration.ofMinutes(1)));
    }

    @Test
    void aSliceIsOneWorkersUntilItLetsGo() throws SQLException {
        var one = worker();
        var two = worker();
        assertThat(one.claim(SLICE)).isTrue();
        assertThat(two.claim(SLICE)).isFalse();
        assertThat(two.claim(SLICE + 1)).isTrue();
        one.release(SLICE);
        assertThat(two.claim(SLICE)).isTrue();
        two.close();
        assertThat(one.claim(SLICE)).isTrue();
    }

    /** Its other threads may get the slice from the queue too, when it is handed out once more. */
    @Test
    void aSliceIsOneThreadsOfAWorker() throws SQLException {
        var one = worker();
        assertThat(one.claim(SLICE)).isTrue();
        assertThat(one.claim(SLICE)).isFalse();
        one.release(SLICE);
        assertThat(one.claim(SLICE)).isTrue();
    }

    @Test
    void aWorkerThatGivesNoSignLosesItsSlicesButNotItsPresence() throws Exception {
        var hung = Objects.requireNonNull(take(ATTEMPT, domo(), Duration.ofMillis(300)));
        var other = worker();
        assertThat(hung.claim(SLICE)).isTrue();
        // The server ends its session; nothing here waits for a time, but for that.
        boolean got = other.claim(SLICE);
        for (int i = 0; i < 3000 && !got; i++) {
            other.requireHeld();
            got = other.claim(SLICE);
        }
        assertThat(got).isTrue();
        assertThatThrownBy(hung::requireHeld).hasMessageContaining("this worker may send nothing more");
        assertThat(hung.isLost()).isTrue();
        other.close();
        var stop = new StopSignal();
        stop.request();
        // It waits, and would for long.
        assertThatThrownBy(() -> manager.awaitWorkers(stop)).hasMessageContaining("stopped by a signal");
    }

    @Test
    void nothingIsWaitedForWhenTheLastWorkerIsGone() throws SQLException {
        worker().close();
        var stop = new StopSignal();
        stop.request();
        manager.awaitWorkers(stop);
    }

    @Test
    void whenTheAttemptIsOverAWorkerMaySendNothingMore() throws Exception {
        var worker = worker();
        worker.requireHeld();
        attempt.close();
        assertThatThrownBy(worker::requireHeld)
                .isInstanceOfSatisfying(
                        LoadFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCodes.STOPPED))
                .hasMessageContaining("the manager is gone, or has ended the attempt");
        attempt = manager.attempt(ATTEMPT);
        assertThatThrownBy(worker::requireHeld).as("once lost it stays lost").isInstanceOf(LoadFailure.class);
    }

    @Test
    void whenTheManagerDiesAWorkerMaySendNothingMore() throws SQLException {
        var worker = worker();
        manager.close();
        assertThatThrownBy(worker::requireHeld).isInstanceOf(LoadFailure.class);
    }

    @Test
    void anAttemptThatIsOverGetsNoWorkers() throws SQLException {
        assertThat(take(ATTEMPT - 1, domo(), Duration.ofMinutes(1))).isNull();
        assertThat(TestPostgres.connections(Objects.requireNonNull(database.getUrl())))
                .as("the manager's, and this question's")
                .isLessThanOrEqualTo(2);
    }

    @Test
    void whatDomoAsksOfOneWorkerAllHeed() throws SQLException {
        var asked = domo();
        var other = domo();
        var one = Objects.requireNonNull(take(ATTEMPT, asked, Duration.ofMinutes(1)));
        var two = Objects.requireNonNull(take(ATTEMPT, other, Duration.ofMinutes(1)));
        asked.closeFor(Duration.ofSeconds(30));
        one.requireHeld();
        assertThat(other.closedFor()).isZero();
        two.requireHeld();
        assertThat(other.closedFor()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(31));
    }
}
