package io.domostream.loader.domo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is set forward, by a test or by whoever waits. */
final class SettableClock extends Clock {
    private volatile Instant now = Instant.parse("2026-01-15T10:00:00Z");

    /** As a pause that all of has passed. */
    synchronized boolean forward(Duration duration) {
        now = now.plus(duration);
        return true;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
