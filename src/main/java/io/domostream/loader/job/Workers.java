package io.domostream.loader.job;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import io.domostream.loader.domo.DomoClient;
import io.domostream.loader.report.Progress;
import io.domostream.loader.source.SourceException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A process that works on the slices of other processes' runs, until it is told to stop. */
public final class Workers {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final String WORKER = "worker";
    private static final String LOAD = "load";
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration BEAT = Duration.ofSeconds(2);
    private static final Duration HUNG_AFTER = Duration.ofMinutes(1);
    private static final Duration REFUSED_FOR = Duration.ofMinutes(1);
    private final LoadRuns.Batch batch;
    private final CommitSettings waits;
    private final DomoClient domo;
    private final Clock clock;
    private final StopSignal stop;
    private final String who;
    private final Supplier<Progress> progress;
    private final SliceChannel channel;
    private final Map<String, Instant> refused = new HashMap<>();

    public Workers(
            LoadRuns.Batch batch,
            CommitSettings waits,
            DomoClient domo,
            Clock clock,
            StopSignal stop,
            String who,
            Supplier<Progress> progress) {
        this.progress = progress;
        this.batch = batch;
        this.waits = waits;
        this.domo = domo;
        this.clock = clock;
        this.stop = stop;
        this.who = who;
        this.channel = new SliceChannel(batch.database());
    }

    /** The settings of a load with the run's parameters. */
    public interface SettingsOf {
        LoadSettings of(String load, Map<String, String> values);
    }

    /** How many attempts it has worked on. Returns when a stop is asked for, or, where a time is given, when there was nothing to do for so long. */
    public int work(Collection<String> loads, SettingsOf settings, @Nullable Duration untilIdle) {
        MDC.put(WORKER, who.replaceFirst(", since .*", ""));
        LOG.info("waiting for slices of {}", loads);
        var busy = clock.instant();
        int shifts = 0;
        try {
            do {
                for (var load : channel.waiting(loads)) {
                    if (look(load, settings)) {
                        shifts++;
                        busy = clock.instant();
                    }
                }
                if (untilIdle != null && Duration.between(busy, clock.instant()).compareTo(untilIdle) > 0) {
                    return shifts;
                }
            } while (stop.passes(LOOK));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return shifts;
    }

    /** False where there was nothing to do. */
    private boolean look(String load, SettingsOf settings) {
        if (stop.requested() || refused.getOrDefault(load, Instant.MIN).isAfter(clock.instant())) {
            return false;
        }
        // What an attempt that is over has left is in the way of whoever comes next.
        for (var request = channel.receive(load); request != null; request = channel.receive(load)) {
            if (shift(load, request, settings)) {
                return true;
            }
        }
        return false;
    }

    private boolean shift(String load, StepExecutionRequest request, SettingsOf settings) {
        var slice = batch.repository().getStepExecution(request.getStepExecutionId());
        if (slice == null) {
            return false;
        }
        MDC.put(LOAD, load);
        try {
            return shift(load, slice, request, settings);
        } catch (BadSettings | SourceException e) {
            LOG.error(
                    "load {} is left to other workers for {}: {} ({})",
                    load,
                    REFUSED_FOR,
                    e.getMessage(),
                    Runbook.of(e));
            refused.put(load, clock.instant().plus(REFUSED_FOR));
            // Where it was done after all, the next one sees that.
            channel.send(load, request.getStepName(), request.getStepExecutionId());
        } catch (LoadFailure e) {
            LOG.warn("{}", e.getMessage());
        } catch (SQLException e) {
            throw new IllegalStateException("job repository: " + e.getMessage(), e);
        } finally {
            MDC.remove(LOAD);
        }
        return true;
    }

    /** False where the slice is of an attempt that is over: whoever comes after it hands out its own. */
    private boolean shift(String load, StepExecution slice, StepExecutionRequest request, SettingsOf settings)
            throws SQLException {
        var execution = slice.getJobExecution();
        try (var lock = ShiftLock.take(batch.database(), load, execution.getId(), domo, who, HUNG_AFTER)) {
            if (lock == null) {
                return false;
            }
            var values = RunParameters.of(execution).values();
            var around = new Attempt.Surroundings(
                    clock,
                    stop,
                    lock,
                    progress.get(),
                    new LoadTable(JdbcClient.create(batch.database())),
                    Runtime.getRuntime().maxMemory());
            var here = settings.of(load, values);
            try (var attempt = new Attempt(here, waits, domo, Shift.source(here), around);
                    var shift = new Shift(batch, channel, lock, who, execution, attempt)) {
                LOG.info("working on run {} of load {}", execution.getJobInstanceId(), load);
                withBeat(lock, () -> shift.work(request));
            }
        }
        return true;
    }

    /** A claim falls when its holder gives no sign, and Domo's asking for patience must reach the others. */
    private static void withBeat(ShiftLock lock, Runnable work) {
        var timer = Executors.newSingleThreadScheduledExecutor();
        Runnable beat = () -> {
            if (!lock.isLost()) {
                lock.requireHeld();
            }
        };
        var unused = timer.scheduleAtFixedRate(beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
        try {
            work.run();
        } finally {
            timer.shutdownNow();
        }
    }
}
