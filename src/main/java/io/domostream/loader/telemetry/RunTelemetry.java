package io.domostream.loader.telemetry;

import io.domostream.loader.report.Progress;
import io.micrometer.observation.ObservationRegistry;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One load's run, as machines see it. Nothing here ever fails the run. */
public interface RunTelemetry {
    /** Nobody looks. */
    RunTelemetry NONE = new RunTelemetry() {
        @Override
        public ObservationRegistry observations() {
            return ObservationRegistry.NOOP;
        }

        @Override
        public void counts(Progress progress) {}

        @Override
        public void lastSuccess(Supplier<@Nullable Instant> asked) {}

        @Override
        public void ended(RunEnd end) {}
    };

    /** What Spring Batch reports its job and steps to. */
    ObservationRegistry observations();

    /** What is to be counted from now on. */
    void counts(Progress progress);

    /** When the load last ended well, before this run; null where it never did. */
    void lastSuccess(Supplier<@Nullable Instant> asked);

    /** The run is over: its metrics go out for the last time. */
    void ended(RunEnd end);
}
