package io.domostream.loader.domo;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The gate all calls pass: shut for all as long as Domo's Retry-After asks. */
final class Throttle {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Clock clock;
    private final Pause pause;
    private Instant openFrom = Instant.MIN;

    Throttle(Clock clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /** Notes a Retry-After, in seconds or as an HTTP date; anything else is no news. */
    void heed(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return;
        }
        try {
            shutUntil(parse(retryAfter.strip()));
        } catch (NumberFormatException | DateTimeException e) {
            // The retries' own delay has to do.
        }
    }

    void await() throws InterruptedException {
        var waitedFor = Instant.MIN;
        for (var until = openFrom(); !until.equals(waitedFor); until = openFrom()) {
            awaitUntil(until);
            waitedFor = until;
        }
    }

    private synchronized Instant openFrom() {
        return openFrom;
    }

    private synchronized void shutUntil(Instant until) {
        // A day's wait would look like a hang; after an hour Domo may say it again.
        var latest = clock.instant().plus(LONGEST);
        var capped = until.isAfter(latest) ? latest : until;
        openFrom = capped.isAfter(openFrom) ? capped : openFrom;
    }

    // In short looks, so that a clock that is set or a machine that slept doesn't prolong the wait.
    private void awaitUntil(Instant until) throws InterruptedException {
        var now = clock.instant();
        var left = now.isBefore(until) ? Duration.between(now, until) : Duration.ZERO;
        while (!left.isZero() && clock.instant().isBefore(until)) {
            var look = left.compareTo(LOOK) < 0 ? left : LOOK;
            pause.of(look);
            left = left.minus(look);
        }
    }

    private Instant parse(String text) {
        if (text.matches("\\d+")) {
            return clock.instant().plusSeconds(Math.min(Long.parseLong(text), LONGEST.toSeconds()));
        }
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
}
