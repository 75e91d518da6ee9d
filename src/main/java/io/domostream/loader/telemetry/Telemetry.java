package io.domostream.loader.telemetry;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What machines see of this process's runs. Without a setting that asks for it, nothing is made, and nothing sent. */
public final class Telemetry implements AutoCloseable {
    private static final int LAST_WORD_SECONDS = 5;
    private static final int WAYS_OUT = 4;
    private final @Nullable TelemetrySettings settings;
    private final Clock clock;
    private final OneWarning warning = new OneWarning("metrics or traces are left out");
    // The last texts are made of them when the run is over.
    private final List<RunTelemetry> runs = new CopyOnWriteArrayList<>();
    private @Nullable ScheduledExecutorService sender;
    private @Nullable OtlpMeterRegistry otlp;
    private @Nullable Traces traces;

    private Telemetry(@Nullable TelemetrySettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Without settings nothing is sent. */
    public static Telemetry start(@Nullable TelemetrySettings settings, Clock clock) {
        var telemetry = new Telemetry(settings, clock);
        if (settings != null) {
            telemetry.warning.guard(() -> telemetry.open(settings));
        }
        return telemetry;
    }

    private void open(TelemetrySettings settings) {
        if (settings.metrics() || settings.tracing()) {
            sender = Executors.newScheduledThreadPool(WAYS_OUT, task -> {
                var thread = new Thread(task, "telemetry");
                thread.setDaemon(true);
                return thread;
            });
        }
        if (settings.otlp().on()) {
            otlp = OtlpMetrics.registry(settings.otlp(), settings.resource());
        }
        if (settings.tracing()) {
            traces = new Traces(settings.traces(), settings.resource());
        }
    }

    /** A load's run begins. */
    public RunTelemetry run(String load) {
        if (sender == null || settings == null) {
            return RunTelemetry.NONE;
        }
        try {
            var run = reported(load, settings, sender);
            runs.add(run);
            return run;
        } catch (RuntimeException e) {
            warning.tell(e);
            return RunTelemetry.NONE;
        }
    }

    private ReportedRun reported(String load, TelemetrySettings settings, ScheduledExecutorService to) {
        var observations = ObservationRegistry.create();
        var registry = new CompositeMeterRegistry();
        if (otlp != null) {
            registry.add(otlp);
        }
        var run = new ReportedRun(load, observations, new LoadMeters(registry, load, clock));
        if (settings.files().on() || settings.gateway().on()) {
            var text = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            registry.add(text);
            if (settings.files().on()) {
                var directory = Path.of(Objects.requireNonNull(settings.files().directory()));
                run.send(
                        text,
                        new TextFile(directory, load, settings.files().interval()),
                        new OneWarning("metrics of load %s can't be written to %s".formatted(load, directory)),
                        to);
            }
            if (settings.gateway().on()) {
                run.send(
                        text,
                        new PushGateway(settings.gateway(), load),
                        new OneWarning("metrics of load %s can't be pushed to %s"
                                .formatted(load, settings.gateway().group(load))),
                        to);
            }
        }
        if (settings.metrics()) {
            observations.observationConfig().observationHandler(new BatchMeters(registry));
        }
        if (traces != null) {
            traces.follow(observations);
        }
        return run;
    }

    /** All that is left goes out, for so long as the process can wait for it. */
    @Override
    public void close() {
        if (sender == null) {
            return;
        }
        if (otlp != null) {
            sender.execute(otlp::close);
        }
        if (traces != null) {
            sender.execute(traces::close);
        }
        sender.shutdown();
        try {
            if (!sender.awaitTermination(LAST_WORD_SECONDS, TimeUnit.SECONDS)) {
                warning.tell(new TimeoutException("not all was sent within %d s".formatted(LAST_WORD_SECONDS)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sender.shutdownNow();
    }
}
