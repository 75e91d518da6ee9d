package io.domostream.loader.command;

import io.domostream.loader.Runbook;
import io.domostream.loader.job.ExitCodes;
import io.domostream.loader.job.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplicationShutdownHandlers;
import org.springframework.context.SmartLifecycle;

/** SIGTERM: no new part, those in flight are finished and recorded, and the process ends with the run's own code. */
final class GracefulStop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(GracefulStop.class);
    private static final int PATIENCE_SECONDS = 15;
    private final StopSignal stop;
    private final SpringApplicationShutdownHandlers handlers;
    private final Runnable ending = this::end;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean running;
    private volatile @Nullable Work working;
    private volatile int exitCode = ExitCodes.STOPPED;

    GracefulStop(StopSignal stop, SpringApplicationShutdownHandlers handlers) {
        this.stop = stop;
        this.handlers = handlers;
    }

    /** What a signal interrupts, in the words that are said then. */
    enum Work {
        RUN("the parts under way are finished first", "the run did not end in time; it can be gone on with"),
        WAIT_FOR_COMMIT(
                "the commit is not taken back, only what becomes of it is no longer asked",
                "Domo's last answer did not come in time");

        private final String first;
        private final String late;

        Work(String first, String late) {
            this.first = first;
            this.late = late;
        }

        private Runbook runbook() {
            return this == RUN ? Runbook.STOPPED : Runbook.SINGLE_COMMIT_UNKNOWN;
        }
    }

    /** It begins: a signal from now on waits for its end. */
    void working(Work work) {
        working = work;
        handlers.add(ending);
    }

    /** The run is over: the process ends by itself, unless a signal is ending it already. */
    void ended(int code) {
        exitCode = code;
        working = null;
        try {
            handlers.remove(ending);
        } catch (IllegalStateException e) {
            // The process is being shut down, and the handler will end it with the run's code.
            LOG.debug("a signal came while the run was going on");
        }
        ended.countDown();
    }

    private void end() {
        System.out.flush();
        Runtime.getRuntime().halt(exitCode);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        var work = working;
        if (work == null) {
            stop.request();
            return;
        }
        // Said first: the work's own last lines must stay the last.
        LOG.info("asked to stop: {}", work.first);
        stop.request();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{} ({})", work.late, work.runbook());
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
