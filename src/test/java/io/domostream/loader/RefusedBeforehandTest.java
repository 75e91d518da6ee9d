package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops a load before anything is changed in Domo. */
class RefusedBeforehandTest {
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

    private void requireRefused(int exitCode, String says) {
        world.calls.clear();
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.json().get("message").asString()).contains(says);
        assertThat(world.count(c -> !c.startsWith("GET") && !c.contains("/oauth/")))
                .isZero();
    }

    @Test
    void aGuardStopsOnTheCount() {
        assertThat(world.run("run", "orders").exitCode()).isZero();
        TestPostgres.execute(world.source, "delete from orders where id > 30");
        requireRefused(7, "max-shrink");
    }

    @Test
    void aFrozenSchemaTakesNoNewColumn() {
        world.settings(Orders.LOAD + "  schema: freeze\n");
        assertThat(world.run("run", "orders").exitCode()).isZero();
        TestPostgres.execute(world.source, "alter table orders add extra int");
        requireRefused(7, "schema is freeze, and the source has new columns [extra]");
    }

    @Test
    void rowsThatShareTheirMergeKeyAreNotMerged() {
        world.settings(Orders.LOAD + "  method: UPSERT\n  merge-key: [note]\n");
        TestPostgres.execute(world.source, "update orders set note = 'same' where id <= 6");
        requireRefused(2, "merge-key is [note]");
    }
}
