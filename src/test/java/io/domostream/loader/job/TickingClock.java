package io.domostream.loader.job;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Each look finds it 10 ms later, so that every wait has its end after as many looks. */
final class TickingClock extends Clock {
    private Instant now;

    TickingClock(Instant now) {
        this.now = now;
    }

    @Override
    public synchronized Instant instant() {
        now = now.plusMillis(10);
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
