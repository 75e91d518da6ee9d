package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the rows. */
class RunTest {
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
    void aTableBecomesADataSetExactly() {
        var run = world.run("run", "orders", "--json");
        Orders.loaded(world, run, 2000);
        var answer = run.json();
        assertThat(answer.get("status").asString()).isEqualTo("COMPLETED");
        assertThat(answer.get("rows").asLong()).isEqualTo(2000);
        assertThat(answer.get("parts").asInt()).isEqualTo(20);
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
    }

    @Test
    void aSecondRunReplacesTheRowsOfTheFirst() {
        assertThat(world.run("run", "orders").exitCode()).isZero();
        TestPostgres.execute(world.source, "delete from orders where id > 3 * 1500");
        Orders.loaded(world, world.run("run", "orders", "--json"), 1500);
    }

    @Test
    void rowsAreAppendedOnceAndNothingToAppendIsNoRun() {
        world.settings(Orders.LOAD + "  method: APPEND\n");
        assertThat(world.run("run", "orders").exitCode()).isZero();
        TestPostgres.execute(world.source, "truncate orders");
        var nothing = world.run("run", "orders", "--json");
        assertThat(nothing.exitCode()).as(nothing.err()).isZero();
        assertThat(nothing.json().get("status").asString()).isEqualTo("NOTHING_TO_DO");
        TestPostgres.execute(world.source, "insert into orders values (6003, 'note 2001')");
        Orders.loaded(world, world.run("run", "orders", "--json"), 2001);
    }

    @Test
    void rowsWithAKnownKeyAreMerged() {
        world.settings(Orders.LOAD + "  method: UPSERT\n");
        assertThat(world.run("run", "orders").exitCode()).isZero();
        TestPostgres.execute(
                world.source, "delete from orders where id > 9", "insert into orders values (6003, 'note 2001')");
        Orders.loaded(world, world.run("run", "orders", "--json"), 2001);
    }

    @Test
    void aColumnTheSourceGotIsAddedToTheDataSet() {
        assertThat(world.run("run", "orders").exitCode()).isZero();
        TestPostgres.execute(world.source, "alter table orders add extra int default 7");
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(world.data(run.json().get("datasetId").asString())).contains("3,note 1,7");
    }

    @Test
    void aDataSetIsNotShrunkBeyondTheGuard() {
        assertThat(world.run("run", "orders").exitCode()).isZero();
        TestPostgres.execute(world.source, "delete from orders where id > 30");
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).isEqualTo(7);
        assertThat(run.json().get("message").asString()).contains("max-shrink").contains("loads.orders.guard");
        assertThat(world.count(c -> c.endsWith("/commit"))).isEqualTo(1);
    }

    @Test
    void whatWasDoneIsALineOnStandardOutputAndATableBesideIt() {
        var run = world.run("run", "orders");
        assertThat(run.out())
                .matches("load orders: 2,000 rows in 20 parts, [\\d.]+ kB of CSV as [\\d.]+ kB, [\\d.]+ s;"
                        + " stream 1, Domo execution 1, DataSet \\S+\\R");
        var lines = run.err().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(3)).matches("report: .*/reports/orders-1.html");
        assertThat(lines.get(2)).matches("workers' time: read \\d+ %, compress \\d+ %, send \\d+ %, record \\d+ %");
        assertThat(lines.get(0).split(" {2,}"))
                .containsExactly(
                        "rows",
                        "parts",
                        "CSV",
                        "sent",
                        "time",
                        "rows/s",
                        "MB/s",
                        "retries",
                        "stream",
                        "Domo execution",
                        "DataSet");
        assertThat(lines.get(1))
                .matches("2,000 +20 +[\\d.]+ kB +[\\d.]+ kB +[\\d.]+ s +[\\d,]+ +[\\d.]+ +0 +1 +1 +\\S+");
    }
}
