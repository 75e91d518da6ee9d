package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a load's runs. */
class StatusTest {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d";

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
    void noRunsAreSaidToBeNone() {
        var status = world.run("status");
        assertThat(status.exitCode()).as(status.err()).isZero();
        assertThat(status.out()).isEqualToNormalizingNewlines("no runs yet\n");
    }

    @Test
    void runsAreATableNewestFirstAndWhatIsNextStandsBelow() {
        assertThat(world.run("run", "orders").exitCode()).isZero();
        TestPostgres.execute(world.source, "delete from orders where id > 30");
        assertThat(world.run("run", "orders").exitCode()).isEqualTo(7);
        var status = world.run("status", "orders");
        assertThat(status.err()).isEmpty();
        var lines = status.out().replaceAll(TIME, "TIME").lines().toList();
        assertThat(lines.get(0).split(" {2,}"))
                .containsExactly(
                        "load",
                        "run",
                        "status",
                        "begun (UTC)",
                        "ended (UTC)",
                        "parts",
                        "rows",
                        "stream",
                        "Domo execution");
        assertThat(lines.get(1)).contains("orders").contains("FAILED").contains("TIME");
        assertThat(lines.get(2).split(" {2,}"))
                .containsExactly("orders", "1", "COMPLETED", "TIME", "TIME", "20 of 20", "2,000", "1", "1");
        assertThat(lines.get(3)).isEmpty();
        assertThat(lines.get(4)).startsWith("orders: ");
        assertThat(status.out()).contains("`run orders` begins a new run");
    }
}
