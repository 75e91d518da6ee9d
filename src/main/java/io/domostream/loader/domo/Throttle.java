package io.domostream.loader.domo;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The gate all calls pass: shut for all as long as Domo's Retry-After asks. */
final class Throttle {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition looks = lock.newCondition();
    private Instant openFrom = Instant.MIN;

    Throttle(Clock clock) {
        this.clock = clock;
    }

    /** Notes a Retry-After, in seconds or as an HTTP date; anything else is no news. */
    void heed(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return;
        }
        lock.lock();
        try {
            var until = parse(retryAfter.strip());
            // A day's wait would look like a hang; after an hour Domo may say it again.
            var latest = clock.instant().plus(LONGEST);
            until = until.isAfter(latest) ? latest : until;
            openFrom = until.isAfter(openFrom) ? until : openFrom;
        } catch (NumberFormatException | DateTimeException e) {
            // The retries' own delay has to do.
        } finally {
            lock.unlock();
        }
    }

    void await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var waitedFor = Instant.MIN;
            while (!openFrom.equals(waitedFor)) {
                waitedFor = openFrom;
                awaitUntil(waitedFor);
            }
        } finally {
            lock.unlock();
        }
    }

    // In short looks, so that a clock that is set or a machine that slept doesn't prolong the wait.
    private void awaitUntil(Instant until) throws InterruptedException {
        var now = clock.instant();
        var left = now.isBefore(until) ? Duration.between(now, until).toNanos() : 0;
        while (left > 0 && clock.instant().isBefore(until)) {
            var look = Math.min(left, LOOK_NANOS);
            left -= look - looks.awaitNanos(look);
        }
    }

    private Instant parse(String text) {
        if (text.matches("\\d+")) {
            return clock.instant().plusSeconds(Math.min(Long.parseLong(text), LONGEST.toSeconds()));
        }
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
}
