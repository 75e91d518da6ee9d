package io.domostream.loader.domo;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The gate all calls pass: shut for all as long as Domo asks, or ever longer where it says only that calls are too many. */
final class Throttle {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LONGEST_OF_ITS_OWN = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Clock clock;
    private final Pause pause;
    private final Duration firstDelay;
    private Instant openFrom = Instant.MIN;
    private Duration delay = Duration.ZERO;
    private Duration shutFor = Duration.ZERO;

    Throttle(Clock clock, Pause pause, Duration firstDelay) {
        this.clock = clock;
        this.pause = pause;
        this.firstDelay = firstDelay;
    }

    /** Notes a Retry-After, in seconds or as an HTTP date, and says whether it was one. */
    boolean heed(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return false;
        }
        try {
            shutUntil(parse(retryAfter.strip()));
            return true;
        } catch (NumberFormatException | DateTimeException e) {
            return false;
        }
    }

    /** Calls are too many: all wait, twice as long as the last time unless one went well since. */
    synchronized void tooMany() {
        var now = clock.instant();
        // The calls that were under way at the same time are told the same.
        if (openFrom.isAfter(now)) {
            return;
        }
        var longer = delay.isZero() ? firstDelay : delay.multipliedBy(2);
        delay = longer.compareTo(LONGEST_OF_ITS_OWN) < 0 ? longer : LONGEST_OF_ITS_OWN;
        shut(now.plus(delay));
    }

    /** A call went well. */
    synchronized void wentWell() {
        delay = Duration.ZERO;
    }

    /** Whether the gate is open; false where the process is asked to stop before it is. */
    boolean await() throws InterruptedException {
        var waitedFor = Instant.MIN;
        for (var until = openFrom(); !until.equals(waitedFor); until = openFrom()) {
            if (!awaitUntil(until)) {
                return false;
            }
            waitedFor = until;
        }
        return true;
    }

    private synchronized Instant openFrom() {
        return openFrom;
    }

    private synchronized void shutUntil(Instant until) {
        // A day's wait would look like a hang; after an hour Domo may say it again.
        var latest = clock.instant().plus(LONGEST);
        var capped = until.isAfter(latest) ? latest : until;
        if (capped.isAfter(openFrom)) {
            shut(capped);
        }
    }

    private void shut(Instant until) {
        var now = clock.instant();
        shutFor = shutFor.plus(Duration.between(openFrom.isAfter(now) ? openFrom : now, until));
        openFrom = until;
    }

    /** So long in all, as far as it is known now. */
    synchronized Duration shutFor() {
        return shutFor;
    }

    // In short looks, so that a clock that is set or a machine that slept doesn't prolong the wait.
    private boolean awaitUntil(Instant until) throws InterruptedException {
        var now = clock.instant();
        var left = now.isBefore(until) ? Duration.between(now, until) : Duration.ZERO;
        while (!left.isZero() && clock.instant().isBefore(until)) {
            var look = left.compareTo(LOOK) < 0 ? left : LOOK;
            if (!pause.of(look)) {
                return false;
            }
            left = left.minus(look);
        }
        return true;
    }

    private Instant parse(String text) {
        if (text.matches("\\d+")) {
            return clock.instant().plusSeconds(Math.min(Long.parseLong(text), LONGEST.toSeconds()));
        }
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
}
