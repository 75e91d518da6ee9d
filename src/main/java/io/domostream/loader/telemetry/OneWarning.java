package io.domostream.loader.telemetry;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that one way for metrics or traces is shut, however often it is tried. */
final class OneWarning {
    private static final Logger LOG = LoggerFactory.getLogger(OneWarning.class);
    private final String what;
    private final AtomicBoolean said = new AtomicBoolean();

    OneWarning(String what) {
        this.what = what;
    }

    void tell(@Nullable Throwable why) {
        if (said.compareAndSet(false, true)) {
            LOG.warn("{}: {}; this changes nothing for the run, and is said once", what, text(why));
        }
    }

    /** What is asked only for metrics must not fail a run. */
    void guard(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            tell(e);
        }
    }

    private static String text(@Nullable Throwable why) {
        if (why == null) {
            return "no answer";
        }
        var root = why;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName())
                .lines()
                .findFirst()
                .orElse("");
    }
}
