package io.domostream.loader;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings that can't be worked with: every mistake at once, each naming setting, value and cure. */
public final class BadSettings extends RuntimeException implements Explained {
    private final List<String> problems;
    private final Runbook runbook;

    /** Takes the finished lines, one a mistake. */
    public BadSettings(List<String> problems) {
        this(problems, Runbook.SETTINGS_WRONG);
    }

    private BadSettings(List<String> problems, Runbook runbook) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
        this.runbook = runbook;
    }

    /** The same mistakes, where more is known than that a setting is wrong. */
    public BadSettings see(Runbook other) {
        var told = new BadSettings(problems, other);
        return getCause() == null ? told : told.causedBy(getCause());
    }

    /** What showed that it is wrong, for whoever asks for the whole story. */
    public BadSettings causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }

    /** One mistake, told whole. */
    public static BadSettings of(String setting, @Nullable Object value, String cure) {
        return new BadSettings(List.of("%s is %s: %s".formatted(setting, value, cure)));
    }

    /** Collects the mistakes of one group of settings; {@code *} in the prefix stands for the load's name. */
    public static Check in(String prefix) {
        return new Check(prefix);
    }

    public List<String> problems() {
        return problems;
    }

    @Override
    public Runbook runbook() {
        return runbook;
    }

    /** The mistakes found so far in one group of settings. */
    public static final class Check {
        private final String prefix;
        private final List<String> found = new ArrayList<>();

        private Check(String prefix) {
            this.prefix = prefix;
        }

        public Check require(boolean right, String name, @Nullable Object value, String cure) {
            if (!right) {
                found.add("%s.%s is %s: %s".formatted(prefix, name, value, cure));
            }
            return this;
        }

        public void orThrow() {
            if (!found.isEmpty()) {
                throw new BadSettings(found);
            }
        }
    }
}
