package io.domostream.loader.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.job.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplicationShutdownHandlers;

class GracefulStopTest {
    private final StopSignal signal = new StopSignal();
    private final Handlers handlers = new Handlers();
    private final GracefulStop stop = new GracefulStop(signal, handlers);

    @Test
    void aProgramThatRunsNothingIsNotHeldUp() {
        stop.start();
        stop.stop();
        assertThat(signal.requested()).isTrue();
        assertThat(stop.isRunning()).isFalse();
        assertThat(handlers.actions).isEmpty();
    }

    @Test
    void aRunThatEndedByItselfLeavesTheProcessAlone() {
        stop.working(GracefulStop.Work.RUN);
        assertThat(handlers.actions).hasSize(1);
        stop.ended(0);
        assertThat(handlers.actions).isEmpty();
        stop.stop();
    }

    @Test
    void aSignalWhileARunGoesOnWaitsForItsEnd() {
        stop.working(GracefulStop.Work.RUN);
        var stopped = CompletableFuture.runAsync(stop::stop);
        while (!signal.requested()) {
            Thread.onSpinWait();
        }
        assertThat(stopped).isNotDone();
        stop.ended(9);
        assertThat(stopped.join()).isNull();
    }

    @Test
    void aRunThatEndsWhileTheProcessIsShutDownLeavesItsCodeToTheHandler() {
        stop.working(GracefulStop.Work.RUN);
        handlers.shuttingDown = true;
        stop.ended(9);
        assertThat(handlers.actions).hasSize(1);
    }

    /** As Spring Boot's, which refuses changes once a shutdown has begun. */
    private static final class Handlers implements SpringApplicationShutdownHandlers {
        private final List<Runnable> actions = new ArrayList<>();
        private boolean shuttingDown;

        @Override
        public void add(Runnable action) {
            actions.add(action);
        }

        @Override
        public void remove(Runnable action) {
            if (shuttingDown) {
                throw new IllegalStateException("Shutdown in progress");
            }
            actions.remove(action);
        }
    }
}
