package io.domostream.loader.domo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets time pass; a test passes it by setting its clock forward. */
@FunctionalInterface
public interface Pause {
    /** Whether all of it has passed; false, and perhaps earlier, where the process is asked to stop. */
    boolean of(Duration duration) throws InterruptedException;

    /** Nothing but an interrupt ends it early. */
    static Pause real() {
        var never = new CountDownLatch(1);
        return duration -> !never.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }
}
