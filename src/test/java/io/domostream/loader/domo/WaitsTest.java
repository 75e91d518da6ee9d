package io.domostream.loader.domo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.Thread.State;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitsTest {
    private static final byte[] ROW = {'1', '\n'};

    @RegisterExtension
    private final ScriptedDomo domo = new ScriptedDomo();

    private final DomoClient client = domo.client();

    @ParameterizedTest
    @CsvSource({"429, 30", "503, 30", "429, 'Thu, 15 Jan 2026 10:00:30 GMT'"})
    void retryAfterShutsTheGateForAllCallsUntilItsTime(int status, String retryAfter) {
        var start = domo.clock().instant();
        domo.answer(status, "", "Retry-After", retryAfter);
        // A 429 proves that the commit was not taken, so it is sent again itself, after the pause of a repeat.
        boolean repeated = status == 429;
        if (repeated) {
            client.executions().commit(42, 7);
        } else {
            assertThatThrownBy(() -> client.executions().commit(42, 7)).isInstanceOf(DomoException.Unavailable.class);
        }
        client.parts().upload(42, 7, 3, ROW, false);
        assertThat(client.effort().throttledMillis()).isBetween(repeated ? 20_000L : 30_000L, 30_000L);
        var opened = start.plus(Duration.ofSeconds(30));
        assertThat(domo.asked())
                .extracting(ScriptedDomo.Asked::at)
                .isEqualTo(repeated ? List.of(start, opened, opened) : List.of(start, opened));
    }

    @ParameterizedTest
    @CsvSource({"500, 30, 0", "503, soon, 0", "429, 'Thu, 15 Jan 2026 09:00:00 GMT', 0", "429, 86400, 3600"})
    void aRetryAfterThatMakesNoSenseIsNotWaitedFor(int status, String retryAfter, long waited) {
        var start = domo.clock().instant();
        domo.answer(status, "", "Retry-After", retryAfter);
        client.parts().upload(42, 7, 3, ROW, false);
        assertThat(domo.asked().get(1).at().truncatedTo(ChronoUnit.SECONDS)).isEqualTo(start.plusSeconds(waited));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon"})
    void tooManyCallsWithoutATimeShutTheGateForAllEverLonger(String retryAfter) {
        var start = domo.clock().instant();
        domo.answer(429, "", "Retry-After", retryAfter).answer(429, "", "Retry-After", retryAfter);
        client.parts().upload(42, 7, 3, ROW, false);
        domo.answer(429, "");
        client.parts().upload(42, 7, 4, ROW, false);
        assertThat(domo.asked())
                .extracting(asked -> Duration.between(start, asked.at()).toMillis())
                .as("1 ms, then 2 ms, and 1 ms again after a call that went well")
                .containsExactly(0L, 1L, 3L, 3L, 4L);
    }

    @Test
    void aWaitIsMadeOfShortLooks() {
        var looks = new ArrayList<Duration>();
        domo.answer(503, "", "Retry-After", "1");
        var patient = domo.client(duration -> {
            looks.add(duration);
            return domo.clock().forward(duration);
        });
        patient.parts().upload(42, 7, 3, ROW, false);
        assertThat(looks).hasSize(11).allMatch(look -> look.compareTo(Duration.ofMillis(100)) <= 0);
    }

    @Test
    void anInterruptEndsTheWaitThatDomoAskedFor() {
        domo.answer(503, "<html/>", "Retry-After", "Thu, 15 Jan 2026 10:30:00 GMT");
        var impatient = domo.client(duration -> {
            if (duration.equals(Duration.ofMillis(100))) {
                throw new InterruptedException();
            }
            return true;
        });
        var e = catchThrowableOfType(
                DomoException.Unavailable.class, () -> impatient.parts().upload(42, 7, 3, ROW, false));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(e).hasMessageContaining("Domo had asked to wait");
        assertThat(domo.asked()).hasSize(1);
    }

    @Test
    void anInterruptEndsTheDelayBeforeARetry() throws Exception {
        var patient = new Retries(2, Duration.ofSeconds(30), Pause.real());
        var e = interrupted(
                WaitsTest::untilItWaitsForATime,
                () -> patient.repeat(() -> {
                    throw new DomoException.Unavailable("HTTP 500: sorry", 500, null, null, true);
                }));
        assertThat(e).hasMessage("HTTP 500: sorry (interrupted)");
        assertThat(e.mayHaveBeenDone()).isTrue();
        assertThat(patient.count()).isZero();
    }

    @Test
    void whoIsAskedToStopTriesNoMoreAndTellsTheLastFailure() {
        domo.answer(500, "");
        var stopped = domo.client(duration -> false);
        var e = catchThrowableOfType(
                DomoException.Unavailable.class, () -> stopped.parts().upload(42, 7, 3, ROW, false));
        assertThat(e.mayHaveBeenDone()).isTrue();
        assertThat(domo.asked()).hasSize(1);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whoIsAskedToStopSendsNothingMoreThroughAShutGate() {
        domo.answer(503, "", "Retry-After", "1800");
        var stopped = domo.client(duration -> duration.compareTo(Duration.ofMillis(100)) < 0);
        var e = catchThrowableOfType(
                DomoException.NotSent.class, () -> stopped.parts().upload(42, 7, 3, ROW, false));
        assertThat(e).hasMessageContaining("asked to stop");
        assertThat(domo.asked()).hasSize(1);
    }

    @Test
    void anInterruptDuringACommitLeavesItsOutcomeUnknown() throws Exception {
        client.executions().retrieve(42, 7);
        var hanging = domo.hang();
        var e = interrupted(caller -> hanging.join(), () -> client.executions().commit(42, 7));
        assertThat(e.mayHaveBeenDone()).isTrue();
    }

    @Test
    void theRealPauseLastsAsLongAsAskedAndEndsWithAnInterrupt() throws Exception {
        var clock = Clock.systemUTC();
        var start = clock.instant();
        assertThat(Pause.real().of(Duration.ofMillis(20))).isTrue();
        assertThat(Duration.between(start, clock.instant())).isGreaterThanOrEqualTo(Duration.ofMillis(19));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Pause.real().of(Duration.ofHours(1))).isInstanceOf(InterruptedException.class);
    }

    private static DomoException.Unavailable interrupted(Consumer<Thread> when, ThrowingCallable call)
            throws Exception {
        var end = new CompletableFuture<DomoException.Unavailable>();
        var flag = new CompletableFuture<Boolean>();
        var caller = new Thread(() -> {
            end.complete(catchThrowableOfType(DomoException.Unavailable.class, call));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        when.accept(caller);
        caller.interrupt();
        var e = end.get(5, TimeUnit.SECONDS);
        assertThat(flag.get(5, TimeUnit.SECONDS)).isTrue();
        return e;
    }

    private static void untilItWaitsForATime(Thread caller) {
        while (caller.getState() != State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }
}
