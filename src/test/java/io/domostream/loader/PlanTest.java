package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dry run. */
class PlanTest {
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
    void aPlanChangesNothing() {
        var plan = world.run("plan", "orders", "--json");
        assertThat(plan.exitCode()).as(plan.err()).isZero();
        assertThat(plan.json().get("rows").asLong()).isEqualTo(2000);
        assertThat(plan.json().get("parts").asInt()).isEqualTo(20);
        assertThat(world.count(c -> !c.startsWith("GET") && !c.contains("/oauth/")))
                .isZero();
    }
}
