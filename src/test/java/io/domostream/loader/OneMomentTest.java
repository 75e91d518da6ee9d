package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that others write to while it is loaded. */
class OneMomentTest {
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
    void theDataSetShowsTheMomentAtWhichTheLoadBegan() {
        // From the first part on, each call finds the table changed once more.
        world.on(call -> {
            if (call.contains("/part/")) {
                TestPostgres.execute(
                        world.source,
                        "delete from orders where id % 7 = 0 and id > (select avg(id) from orders)",
                        "update orders set note = 'changed' where id % 5 = 0",
                        "update orders set id = id + 1 where id % 9 = 0 and not exists (select 1 from orders o where o.id = orders.id + 1)",
                        "insert into orders select max(id) + 1, 'new' from orders");
            }
        });
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
    }

    @Test
    void aTruncateWithRefillWaitsForTheLastPage() {
        var begun = new AtomicBoolean();
        var truncated = new CompletableFuture<Void>();
        world.on(call -> {
            if (call.contains("/part/") && begun.compareAndSet(false, true)) {
                var unused = CompletableFuture.runAsync(() -> TestPostgres.execute(
                                world.source, "truncate orders", "insert into orders values (1, 'after')"))
                        .thenRun(() -> truncated.complete(null));
            }
        });
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
        world.on(call -> {});

        truncated.join();
        world.also("loads.orders.guard.max-shrink: 100%");
        var next = world.run("run", "orders", "--json");
        assertThat(Rows.inExport(world.data(next.json().get("datasetId").asString())))
                .containsExactly(List.of("1", "after"));
    }
}
