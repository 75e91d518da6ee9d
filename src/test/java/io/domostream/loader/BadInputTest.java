package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told who gave something wrong. */
class BadInputTest {
    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() {
        world = Orders.world(folder);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void allMistakesInTheSettingsAreToldAtOnceAndDomoHearsNothing() {
        world.settings("""
                orders:
                  tabel: orders
                  dataset: { name: Orders }
                  parts: { parallel: abc, rows: 0 }
                """);
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("loads.orders.parts.parallel is abc", "loads.orders.parts.rows is 0", "loads.orders.tabel is")
                .doesNotContain("\tat ");
        assertThat(world.calls).isEmpty();
    }

    @Test
    void aTableThatIsNotThereIsASettingToMend() {
        world.settings(Orders.LOAD.replace("table: orders", "table: nope"));
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.json().get("message").asString()).contains("table nope");
        assertThat(world.count(c -> c.startsWith("POST /v1"))).isZero();
    }
}
