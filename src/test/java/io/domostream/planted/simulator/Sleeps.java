package io.domostream.planted.simulator;

import java.util.concurrent.TimeUnit;

/** Waits where no test can step in. */
final class Sleeps {
    void called() throws InterruptedException {
        Thread.sleep(1);
    }

    void byUnit() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(1);
    }
}
