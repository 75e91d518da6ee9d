package io.domostream.loader.command;

import java.lang.management.ManagementFactory;
import java.time.Clock;

/** Who acts: the process, and since when; kept beside what was done. */
final class Who {
    private Who() {}

    static String now(Clock clock) {
        return "%s, since %s".formatted(ManagementFactory.getRuntimeMXBean().getName(), clock.instant());
    }
}
