package io.domostream.planted.part;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.function.LongSupplier;

/** Each way to the system's clock, and the one that is right. */
public final class AsksTheClock {
    Instant called() {
        return Instant.now();
    }

    LongSupplier referred() {
        return System::nanoTime;
    }

    @SuppressWarnings("JavaUtilDate")
    Date constructed() {
        return new Date();
    }

    Clock obtained() {
        return Clock.systemUTC();
    }

    Instant given(Clock clock) {
        return Instant.now(clock);
    }
}
