package io.domostream.loader.telemetry;

import io.domostream.loader.report.Progress;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One load's run whose metrics go out while it is running, and at its end. */
final class ReportedRun implements RunTelemetry {
    private final ObservationRegistry observations;
    private final LoadMeters meters;
    private final OneWarning warning;
    private final List<Outlet> outlets = new ArrayList<>();

    ReportedRun(String load, ObservationRegistry observations, LoadMeters meters) {
        this.observations = observations;
        this.meters = meters;
        this.warning = new OneWarning("metrics of load %s can't be kept".formatted(load));
    }

    /** Sends the text there regularly from now on. */
    void send(PrometheusMeterRegistry text, TextSink sink, OneWarning failed, ScheduledExecutorService sender) {
        outlets.add(new Outlet(text, sink, failed, sender));
    }

    @Override
    public ObservationRegistry observations() {
        return observations;
    }

    @Override
    public void counts(Progress progress) {
        warning.guard(() -> meters.counts(progress));
    }

    @Override
    public void lastSuccess(Supplier<@Nullable Instant> asked) {
        warning.guard(() -> meters.lastSuccess(asked.get()));
    }

    @Override
    public void ended(RunEnd end) {
        warning.guard(() -> meters.ended(end));
        outlets.forEach(outlet -> outlet.end(end.busy()));
    }

    /** One place that the metrics go to, one text after the other. */
    private static final class Outlet {
        private final PrometheusMeterRegistry text;
        private final TextSink sink;
        private final OneWarning failed;
        private final ScheduledExecutorService sender;
        private final Future<?> regularly;

        Outlet(PrometheusMeterRegistry text, TextSink sink, OneWarning failed, ScheduledExecutorService sender) {
            this.text = text;
            this.sink = sink;
            this.failed = failed;
            this.sender = sender;
            long every = sink.every().toMillis();
            this.regularly = sender.scheduleWithFixedDelay(this::send, every, every, TimeUnit.MILLISECONDS);
        }

        /** Where another process runs the load, its metrics are the ones to keep. */
        void end(boolean othersRun) {
            regularly.cancel(false);
            if (!othersRun) {
                sender.execute(this::send);
            }
        }

        // An older text must not arrive after a newer one.
        private synchronized void send() {
            try {
                sink.send(text.scrape());
            } catch (IOException | RuntimeException e) {
                failed.tell(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
