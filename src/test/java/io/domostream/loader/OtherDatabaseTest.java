package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs from a database that is read by plain JDBC: H2, in a file. */
class OtherDatabaseTest {
    @TempDir
    Path folder;

    private World world;
    private String url;

    @BeforeEach
    void begin() {
        world = new World(folder);
        url = "jdbc:h2:file:%s;MODE=Regular".formatted(folder.resolve("shop"));
        source(
                "create table orders (id bigint primary key, note varchar(99))",
                "insert into orders select i * 3, 'note ' || i from system_range(1, 2000) as r(i)");
        world.settings(Orders.LOAD);
        world.also("source.url: " + url);
        world.also("domo: { retries: 0, commit-timeout: 5s }");
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void aRunThatWasCutGoesOnUnderASecondMoment() {
        breakOff();
        source("delete from orders where id = 3 * 2000");
        var run = world.run("run", "orders", "--json");
        Orders.loaded(world, run, 1999);
        assertThat(run.json().get("resumed").asBoolean()).isTrue();
        assertThat(run.json().get("snapshots").asInt()).isEqualTo(2);
        assertThat(world.count(c -> c.contains("/part/"))).isBetween(15L, 19L);
    }

    @Test
    void withoutOneMomentPagesAreReadAtOnce() {
        world.also("loads.orders.snapshot: none");
        breakOff();
        var run = world.run("run", "orders", "--json");
        Orders.loaded(world, run, 2000);
        assertThat(run.json().get("snapshots").asInt()).isZero();
    }

    @Test
    void aQueryWithoutAKeyIsReadInOneGo() {
        world.settings("""
                orders:
                  query: select id, note from orders where id > :least
                  parameters: { least: { type: long, default: 0 } }
                  dataset: { name: Orders }
                  parts: { rows: 100, parallel: 2, in-flight: 2 }
                """);
        world.also("source.url: " + url);
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
        assertThat(world.count(c -> c.contains("/part/"))).isEqualTo(20);
    }

    @Test
    void valuesThatBecomeNullAreCountedInPagesAndInOneGo() {
        source(
                "alter table orders add ratio double precision",
                "update orders set ratio = case when mod(id, 30) = 0 then cast('NaN' as double precision) else 1 end");
        assertThat(nulledValues(world.run("run", "orders", "--json"))).isEqualTo(200);
        world.settings("""
                orders:
                  query: select id, note, ratio from orders
                  dataset: { name: Orders }
                  parts: { rows: 100, parallel: 2, in-flight: 2 }
                """);
        world.also("source.url: " + url);
        assertThat(nulledValues(world.run("run", "orders", "--json"))).isEqualTo(200);
    }

    private static long nulledValues(Loader run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.json().get("nulledValues").asLong();
    }

    @Test
    void theDryRunShowsItsTypes() {
        var plan = world.run("plan", "orders", "--json");
        assertThat(plan.exitCode()).as(plan.err()).isZero();
        assertThat(plan.json().get("rows").asLong()).isEqualTo(2000);
        assertThat(plan.json().get("parts").asInt()).isEqualTo(20);
        assertThat(plan.json().get("columns").get(1).get("sourceType").asString())
                .isEqualTo("CHARACTER VARYING(99)");
    }

    @Test
    void anUpsertByThePrimaryKeyIsLoaded() {
        world.also("loads.orders.method: UPSERT");
        Orders.loaded(world, world.run("run", "orders", "--json"), 2000);
    }

    @Test
    void newRowsAreMergedNightAfterNight() {
        source("alter table orders add changed timestamp with time zone", "update orders set changed = now()");
        world.also("loads.orders: { method: UPSERT, watermark: changed }");
        assertThat(rows(world.run("run", "orders", "--json"))).isEqualTo(2000);
        source(
                "insert into orders values (1, 'new', now())",
                "update orders set note = 'changed', changed = now() where id = 3");
        assertThat(rows(world.run("run", "orders", "--json"))).isEqualTo(2);
        assertThat(world.run("run", "orders", "--json").json().get("status").asString())
                .isEqualTo("NOTHING_TO_DO");
    }

    private static long rows(Loader run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.json().get("rows").asLong();
    }

    @Test
    void aColumnThatIsGoneStaysWithoutValues() {
        source("alter table orders add amount bigint");
        assertThat(world.run("run", "orders").exitCode()).isZero();
        source("alter table orders drop column amount");
        world.also("loads.orders.vanished: empty");
        var run = world.run("run", "orders", "--json");
        assertThat(rows(run)).isEqualTo(2000);
        assertThat(Rows.inExport(world.data(run.json().get("datasetId").asString())))
                .contains(Arrays.asList("3", "note 1", null));
    }

    /** At most five parts are there then. */
    private void breakOff() {
        var parts = new AtomicInteger();
        world.on(call -> {
            if (call.contains("/part/") && parts.incrementAndGet() > 5) {
                throw new IOException("cut by the test");
            }
        });
        var run = world.run("run", "orders");
        world.on(call -> {});
        assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
        world.calls.clear();
    }

    private void source(String... sql) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            for (var one : sql) {
                statement.execute(one);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
