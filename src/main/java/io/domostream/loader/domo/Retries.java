package io.domostream.loader.domo;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** The one place that repeats a call: only what is safe to repeat comes here. */
final class Retries {
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(60);

    private final RetryTemplate always;
    private final RetryTemplate undone;
    private final AtomicInteger count = new AtomicInteger();

    Retries(int retries, Duration firstDelay, Pause pause) {
        var delays = new ExponentialBackOff(firstDelay.toMillis(), 2);
        delays.setJitter(firstDelay.dividedBy(2).toMillis());
        delays.setMaxInterval(LONGEST_DELAY.toMillis());
        delays.setMaxAttempts(retries);
        always = template(delays, pause, Retries::mayHelp);
        undone = template(delays, pause, failure -> mayHelp(failure) && !mayHaveBeenDone(failure));
    }

    private static RetryTemplate template(ExponentialBackOff delays, Pause pause, Predicate<Throwable> mayHelp) {
        return new RetryTemplate(RetryPolicy.builder()
                .backOff(() -> new Paused(delays.start(), pause))
                .predicate(mayHelp)
                .build());
    }

    /** The template sleeps through a request to stop, so the delays are ours and it is left with none. */
    private record Paused(BackOffExecution delays, Pause pause) implements BackOffExecution {
        @Override
        public long nextBackOff() {
            long delay = delays.nextBackOff();
            try {
                return delay == STOP || !pause.of(Duration.ofMillis(delay)) ? STOP : 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return STOP;
            }
        }
    }

    int count() {
        return count.get();
    }

    <T> T repeat(Supplier<T> call) {
        return repeat(always, call);
    }

    /** Only as long as each failure proves that nothing was done. */
    <T> T repeatUndone(Supplier<T> call) {
        return repeat(undone, call);
    }

    private <T> T repeat(RetryTemplate template, Supplier<T> call) {
        var tries = new AtomicInteger();
        try {
            return template.execute(() -> {
                if (tries.getAndIncrement() > 0) {
                    count.incrementAndGet();
                }
                return call.get();
            });
        } catch (RetryException e) {
            throw last(e);
        }
    }

    // Someone who interrupts wants an end, not another try.
    private static boolean mayHelp(Throwable e) {
        return (e instanceof DomoException.Unavailable || e instanceof DomoException.NotSent)
                && !Thread.currentThread().isInterrupted();
    }

    private static boolean mayHaveBeenDone(Throwable e) {
        return e instanceof DomoException.Unavailable unclear && unclear.mayHaveBeenDone();
    }

    private static RuntimeException last(RetryException e) {
        RuntimeException last = null;
        for (var tried : e.getExceptions()) {
            last = tried instanceof RuntimeException unchecked ? unchecked : last;
        }
        if (last == null) {
            return new IllegalStateException(e);
        }
        if (last instanceof DomoException told && Thread.currentThread().isInterrupted()) {
            var mayHaveBeenDone = told instanceof DomoException.Unavailable unknown && unknown.mayHaveBeenDone();
            return new DomoException.Unavailable(
                    told.getMessage() + " (interrupted)", told.status(), told.toe(), told.getCause(), mayHaveBeenDone);
        }
        return last;
    }
}
