package io.domostream.planted.simulator;

import static java.lang.Thread.*;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

/** Waits where no test can step in, by static imports: a search of the text for the call finds nothing. */
final class Sleeps {
    void called() throws InterruptedException {
        sleep(1);
    }

    void byUnit() throws InterruptedException {
        MILLISECONDS.sleep(1);
    }
}
