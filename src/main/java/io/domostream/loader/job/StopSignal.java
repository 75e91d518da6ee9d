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

    /** Waits, or throws at once when a stop is asked for. */
    void pause(Duration time) {
        try {
            if (asked.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
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
