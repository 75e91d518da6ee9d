package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.Effort;
import io.domostream.loader.domo.DomoClient;
import io.domostream.loader.domo.DomoSettings;
import io.domostream.loader.domo.Pause;
import io.domostream.loader.report.Progress;
import io.domostream.loader.source.PostgresSource;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

class AttemptTest {
    private static Attempt attempt() {
        var load = Loads.replace();
        var second = Duration.ofSeconds(1);
        var domo = new DomoClient(
                new DomoSettings(URI.create("http://127.0.0.1:1"), "id", "secret", second, second, 0),
                Clock.systemUTC(),
                Pause.real());
        var around = new Attempt.Surroundings(
                Clock.systemUTC(),
                new StopSignal(),
                Mockito.mock(LoadLock.class),
                new Progress(Clock.systemUTC(), () -> new Effort(0, 0), () -> 0),
                Mockito.mock(LoadTable.class),
                Runtime.getRuntime().maxMemory());
        return new Attempt(
                load,
                new CommitSettings(second, second, second, second, true),
                domo,
                new PostgresSource(load.source(), 1),
                around);
    }

    @Test
    void doesNotEndBeforeThePartsUnderWay() throws InterruptedException {
        var attempt = attempt();
        var begun = new CountDownLatch(1);
        var sent = new CountDownLatch(1);
        attempt.workers.execute(() -> {
            begun.countDown();
            try {
                sent.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        // One that has not begun yet finds that the attempt is over, and sends nothing.
        begun.await();
        var closing = CompletableFuture.runAsync(attempt::close);
        while (attempt.failure() == null) {
            Thread.onSpinWait();
        }
        assertThat(closing).isNotDone();
        sent.countDown();
        closing.join();
    }

    @Test
    void theFirstFailureIsTheCause() {
        var attempt = attempt();
        var first = new IllegalStateException("first");
        attempt.failed(first);
        attempt.failed(new IllegalStateException("what follows from it"));
        assertThat(attempt.failure()).isSameAs(first);
        attempt.close();
        assertThat(attempt.failure()).isSameAs(first);
    }
}
