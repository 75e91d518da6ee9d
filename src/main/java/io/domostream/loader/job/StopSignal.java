package io.domostream.loader.job;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says that the process is asked to end; every wait of the job ends with it. */
public final class StopSignal {
    private final CountDownLatch asked = new CountDownLatch(1);

    public void request() {
        asked.countDown();
    }

    public boolean requested() {
        return asked.getCount() == 0;
    }

    /** Waits, and says whether all of the time has passed, or a stop is asked for. */
    public boolean passes(Duration time) throws InterruptedException {
        return !asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits, or throws at once when a stop is asked for. */
    void pause(Duration time) {
        try {
            if (!passes(time)) {
                throw LoadFailure.stopped();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LoadFailure.stopped();
        }
    }

    void orGoOn() {
        if (requested()) {
            throw LoadFailure.stopped();
        }
    }
}
