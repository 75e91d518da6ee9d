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

    @Test
    void aPlanReadsLikeALetter() {
        var plan = world.run("plan", "orders");
        assertThat(plan.err()).isEmpty();
        assertThat(plan.out().replaceAll("about [\\d.]+ kB of CSV", "about 1 kB of CSV"))
                .isEqualToNormalizingNewlines("""
                load orders, REPLACE: a stream and the DataSet Orders would be created

                column  source type  Domo type  change
                id      bigint       LONG       add
                note    text         STRING     add

                2,000 rows in 20 parts: about 1 kB of CSV, up to 134.2 MB of memory, about 1.0 s

                guard       verdict  why
                min-rows    ok       2000 rows, at least 1 wanted
                max-shrink  ok       2000 rows, 0 in the DataSet now, at least 0 wanted
                """);
    }

    @Test
    void aPlanThatAGuardStopsIsPrintedAndSaysSo() {
        assertThat(world.run("run", "orders").exitCode()).isZero();
        TestPostgres.execute(world.source, "delete from orders where id > 30");
        var plan = world.run("plan", "orders");
        assertThat(plan.exitCode()).isEqualTo(7);
        assertThat(plan.out()).contains("max-shrink  stop     10 rows, 2000 in the DataSet now");
        assertThat(plan.said().lines()).hasSize(1).first().asString().contains("guard max-shrink stops the load");
    }
}
