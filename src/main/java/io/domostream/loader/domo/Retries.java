package io.domostream.loader.domo;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/** The one place that repeats a call: only what is safe to repeat comes here. */
final class Retries {
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(60);

    private final RetryTemplate template;
    private final AtomicInteger count = new AtomicInteger();

    Retries(int retries, Duration firstDelay) {
        this.template = new RetryTemplate(RetryPolicy.builder()
                .maxRetries(retries)
                .delay(firstDelay)
                .jitter(firstDelay.dividedBy(2))
                .multiplier(2)
                .maxDelay(LONGEST_DELAY)
                .predicate(Retries::mayHelp)
                .build());
    }

    int count() {
        return count.get();
    }

    <T> T repeat(Supplier<T> call) {
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
