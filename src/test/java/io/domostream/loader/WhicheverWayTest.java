package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.simulator.Assumed;
import io.domostream.loader.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What nobody documents about Domo may be one way or the other: the loader does its work with both. */
class WhicheverWayTest {
    @TempDir
    Path folder;

    static Stream<Named<Assumed>> ways() {
        var usual = Assumed.defaults();
        return Stream.concat(
                Arrays.stream(Assumed.Habit.values()).map(h -> Named.of("without " + h, usual.without(h))),
                Stream.of(
                        Named.of("created with 200", usual.with(Assumed.Status.STREAM_CREATED, 200)),
                        Named.of("aborted with 204", usual.with(Assumed.Status.ABORTED_BY_ID, 204)),
                        Named.of("a second abort is a conflict", usual.with(Assumed.Status.ABORT_OF_ENDED, 409))));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aLoadIsBrokenOffGivenUpLoadedAndEmptied(Assumed assumed) {
        var options = SimulatorOptions.defaults().withCommitTakes(Duration.ofMillis(20));
        try (var world = Orders.in(new World(folder, options, assumed))) {
            world.settings(
                    Orders.LOAD.replace("rows: 100", "rows: 700") + "  guard: { min-rows: 0, max-shrink: 100% }\n");
            world.also("domo.retries: 0");
            world.on(call -> {
                if (call.endsWith("/part/2")) {
                    throw new IOException("cut by the test");
                }
            });
            assertThat(world.run("run", "orders").exitCode()).isEqualTo(5);
            world.on(call -> {});
            Orders.loaded(world, world.run("run", "orders", "--new", "--json"), 2000);
            TestPostgres.execute(world.source, "delete from orders");
            Orders.loaded(world, world.run("run", "orders", "--json"), 0);
        }
    }
}
