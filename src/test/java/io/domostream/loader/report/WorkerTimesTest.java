package io.domostream.loader.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.report.WorkerTimes.Doing;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerTimesTest {
    private final WorkerTimes times = new WorkerTimes(() -> 0);

    private static long nanos(int millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    @Test
    void whatIsLeftOfTheWorkersTimeWasSpentRecording() {
        times.addAll(nanos(1000));
        times.addAll(nanos(1000));
        times.add(Doing.READ, nanos(900));
        times.add(Doing.COMPRESS, nanos(500));
        times.add(Doing.SEND, nanos(250));
        times.add(Doing.SEND, nanos(250));
        times.add(Doing.WAIT, nanos(60));
        assertThat(times.seconds())
                .containsExactly(
                        Map.entry("read", 0.9),
                        Map.entry("compress", 0.5),
                        Map.entry("send", 0.5),
                        Map.entry("wait", 0.06),
                        Map.entry("record", 0.04));
    }

    @Test
    void whileWorkersAreAtItNoTimeIsBelowZero() {
        times.add(Doing.READ, nanos(900));
        assertThat(times.seconds()).containsEntry("record", 0.0);
    }
}
