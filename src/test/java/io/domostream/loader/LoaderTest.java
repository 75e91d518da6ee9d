package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands one after another in one JVM. */
class LoaderTest {
    private static final int RUNS = 3;
    private static final int LOOKS = 200;

    @TempDir
    Path folder;

    @Test
    void aCommandLeavesNothingBehind() {
        // The first ones start what the JVM keeps.
        run(1);
        var before = threads();
        run(RUNS);
        assertThat(threads()).isEqualTo(before);
    }

    private void run(int times) {
        try (var world = Orders.world(folder)) {
            for (int i = 0; i < times; i++) {
                assertThat(world.run("run", "orders").exitCode()).isZero();
            }
            assertThat(connectionsLeft(world)).isZero();
        }
    }

    // An HTTP client's threads end some time after its last use, and the common pool is the JVM's.
    private static Map<String, Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(n -> !n.startsWith("HttpClient-") && !n.startsWith("ForkJoinPool.commonPool-"))
                .collect(Collectors.groupingBy(n -> n.replaceAll("\\d+", "#"), TreeMap::new, Collectors.counting()));
    }

    // The server takes a moment to see that a connection was closed.
    private static long connectionsLeft(World world) {
        long left = 1;
        for (int looks = 0; looks < LOOKS && left > 0; looks++) {
            left = TestPostgres.connections(world.source) + TestPostgres.connections(world.repository);
        }
        return left;
    }
}
