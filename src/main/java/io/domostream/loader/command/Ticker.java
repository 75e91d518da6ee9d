package io.domostream.loader.command;

import io.domostream.loader.report.Progress;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.MDC;

/** Prints the progress line on standard error while parts are sent. */
final class Ticker implements AutoCloseable {
    private static final int SECONDS = 10;
    private final Progress progress;
    private final Console console;
    private final String load;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });

    Ticker(Progress progress, Console console, String load) {
        this.progress = progress;
        this.console = console;
        this.load = load;
    }

    void start() {
        // The timer's thread has no fields of its own.
        var fields = MDC.getCopyOfContextMap();
        Runnable tick = () -> {
            MDC.setContextMap(fields == null ? Map.of() : fields);
            print();
        };
        var unused = timer.scheduleAtFixedRate(tick, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private void print() {
        if (progress.uploading()) {
            console.say((Console.structured() ? "" : load) + progress.line());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
