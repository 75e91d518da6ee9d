package io.domostream.loader.telemetry;

import io.domostream.loader.Effort;
import io.domostream.loader.report.Progress;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One load's metrics, by the names that docs/metrics.md explains. */
final class LoadMeters {
    private static final String SECONDS = "seconds";
    private static final double MILLIS = 1000.0;
    private final Meters meters;
    private final Clock clock;
    private final Instant begun;
    private volatile @Nullable Instant ended;
    private volatile @Nullable Instant lastSuccess;

    LoadMeters(MeterRegistry registry, String load, Clock clock) {
        this.meters = new Meters(registry);
        this.clock = clock;
        this.begun = clock.instant();
        registry.config().commonTags(List.of(Tag.of("load", load)));
    }

    void counts(Progress progress) {
        meters.counter(
                "rows", null, Tags.empty(), "Rows sent", () -> progress.counts().rows());
        meters.counter(
                "parts",
                null,
                Tags.empty(),
                "Parts sent",
                () -> progress.counts().parts());
        var bytes = "Bytes sent, as CSV and as they went";
        meters.counter(
                "bytes",
                "bytes",
                Tags.of("kind", "csv"),
                bytes,
                () -> progress.counts().csvBytes());
        meters.counter(
                "bytes",
                "bytes",
                Tags.of("kind", "sent"),
                bytes,
                () -> progress.counts().sentBytes());
        meters.counter(
                "retries",
                null,
                Tags.empty(),
                "Calls sent again",
                () -> effort(progress).retries());
        meters.counter(
                "throttled",
                SECONDS,
                Tags.empty(),
                "Time in which Domo let no call pass",
                () -> effort(progress).throttledMillis() / MILLIS);
        for (var doing : progress.times().seconds().keySet()) {
            meters.counter(
                    "worker",
                    SECONDS,
                    Tags.of("doing", doing),
                    "Time of all workers, by what it went into",
                    () -> progress.times().seconds().getOrDefault(doing, 0.0));
        }
        meters.gauge(
                "parts.planned",
                null,
                Tags.empty(),
                "Parts of the run",
                () -> progress.counts().partsPlanned());
        meters.gauge(
                "parts.done",
                null,
                Tags.empty(),
                "Parts that are at Domo",
                () -> progress.counts().partsDone());
        meters.gauge(
                "commit.wait",
                SECONDS,
                Tags.empty(),
                "Time in which Domo took no commit yet",
                () -> progress.counts().commitWaitMillis() / MILLIS);
        meters.gauge("run", SECONDS, Tags.empty(), "Time since the run began, or that it took", this::seconds);
    }

    private static Effort effort(Progress progress) {
        return progress.counts().effort();
    }

    void lastSuccess(@Nullable Instant at) {
        lastSuccess = at == null ? Instant.EPOCH : at;
        meters.gauge(
                "last.success.timestamp",
                SECONDS,
                Tags.empty(),
                "When a run last ended with exit code 0",
                () -> timestamp(lastSuccess));
    }

    void ended(RunEnd end) {
        meters.once("runs", Tags.of("exit_code", String.valueOf(end.exitCode())), "Runs of this process that ended");
        if (!end.busy()) {
            last(end, clock.instant());
        }
    }

    private void last(RunEnd end, Instant now) {
        ended = now;
        meters.gauge("last.run.timestamp", SECONDS, Tags.empty(), "When the last run ended", () -> timestamp(now));
        meters.gauge("last.run.exit.code", null, Tags.empty(), "Exit code of the last run", end::exitCode);
        meters.gauge("last.run.rows", null, Tags.empty(), "Rows of the last run, earlier processes' too", end::rows);
        end.phases()
                .forEach((phase, took) -> meters.gauge(
                        "phase", SECONDS, Tags.of("phase", phase), "Time that each step took", () -> took));
        if (end.exitCode() == 0) {
            if (lastSuccess == null) {
                lastSuccess(now);
            }
            lastSuccess = now;
        }
    }

    private double seconds() {
        var until = ended == null ? clock.instant() : ended;
        return Duration.between(begun, until).toMillis() / MILLIS;
    }

    private static double timestamp(@Nullable Instant at) {
        return at == null ? Double.NaN : at.toEpochMilli() / MILLIS;
    }
}
