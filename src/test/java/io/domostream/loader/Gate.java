package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds a process at a call until the test has seen it there. */
final class Gate {
    private static final int PATIENCE_SECONDS = 60;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    /** Called by what is to be held. */
    void pass() {
        reached.countDown();
        await(open);
    }

    void reached(LoaderProcess process) {
        assertThat(await(reached)).as(process.err()).isTrue();
    }

    void open() {
        open.countDown();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
