package io.domostream.loader.command;

import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplicationShutdownHandlers;
import org.springframework.context.SmartLifecycle;

/** SIGTERM: no new part, those in flight are finished and recorded, and the process ends with the run's own code. */
final class GracefulStop implements SmartLifecycle {
    private static final int PATIENCE_SECONDS = 15;
    private final StopSignal stop;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean running;
    private volatile boolean working;
    private volatile int exitCode = ExitCodes.STOPPED;

    GracefulStop(StopSignal stop, SpringApplicationShutdownHandlers handlers) {
        this.stop = stop;
        handlers.add(() -> {
            if (working) {
                System.out.flush();
                Runtime.getRuntime().halt(exitCode);
            }
        });
    }

    /** A run begins: a signal from now on waits for its end. */
    void working() {
        working = true;
    }

    void ended(int code) {
        exitCode = code;
        ended.countDown();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        stop.request();
        if (!working) {
            return;
        }
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("the run did not end in time; it can be gone on with");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
