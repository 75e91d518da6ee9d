package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stops a run before its commit, with the DataSet as it was. */
class GuardedRunTest {
    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() {
        world = Orders.world(folder);
        world.settings(Orders.LOAD.replace("rows: 100", "rows: 700"));
    }

    @AfterEach
    void end() {
        world.close();
    }

    private Loader well(String... arguments) {
        var run = world.run(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    private String stopped(int exitCode, String heading) {
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        run.explainedBy(heading);
        return run.json().get("message").asString();
    }

    private long commits() {
        return world.count(c -> c.endsWith("/commit"));
    }

    private long schemaChanges() {
        return world.count(c -> c.startsWith("PUT /v1/datasets/"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "alter table orders drop note, add other text|column note of the DataSet is not in the source",
                "alter table orders alter note type int using 1|column note is STRING in the DataSet and LONG in the source",
                "alter table orders rename note to \"Note\"|column note of the DataSet is not in the source"
            })
    void aColumnThatWentOrChangedStopsTheRunBeforeTheSchemaIsTouched(String change, String message) {
        var first = well("run", "orders", "--json");
        TestPostgres.execute(world.source, change);
        assertThat(stopped(7, "schema-changed")).contains(message, "loads.orders.columns");
        assertThat(commits()).isEqualTo(1);
        assertThat(schemaChanges()).isZero();
        assertThat(world.data(first.json().get("datasetId").asString()).lines()).hasSize(2000);
    }

    @Test
    void aNewColumnStopsAFrozenSchemaOnly() {
        well("run", "orders");
        TestPostgres.execute(world.source, "alter table orders add extra int default 7");
        world.also("loads.orders.schema: freeze");
        assertThat(stopped(7, "schema-changed")).contains("schema is freeze", "[extra]");
        assertThat(schemaChanges()).isZero();
        world.also("loads.orders.schema: evolve");
        well("run", "orders");
        assertThat(schemaChanges()).isEqualTo(1);
    }

    @Test
    void fewerRowsThanWantedStopTheRunBeforeAnythingIsCreated() {
        world.also("loads.orders.guard.min-rows: 2001");
        assertThat(stopped(7, "too-few-rows"))
                .contains("2000 rows, at least 2001 wanted", "loads.orders.guard.min-rows");
        assertThat(world.streams()).isZero();
        var plan = world.run("plan", "orders", "--json");
        assertThat(plan.exitCode()).isEqualTo(7);
    }

    @Test
    void rowsThatDoNotAddUpAreNotCommitted() {
        // Each look at this query shows other rows, as does a source that breaks its promise of one moment.
        world.settings("""
                orders:
                  query: select id, note from orders where random() < 0.5
                  key: [id]
                  dataset: { name: Orders }
                  parts: { rows: 100, parallel: 2 }
                """);
        assertThat(stopped(7, "rows-do-not-add-up"))
                .contains("were counted in the source", "were sent", "nothing was committed");
        assertThat(commits()).isZero();
        assertThat(world.count(c -> c.endsWith("/abort"))).isEqualTo(1);
    }

    @Test
    void aMergeKeyThatRepeatsStopsTheRunBeforeAnythingIsCreated() {
        world.settings(Orders.LOAD + "  method: UPSERT\n  merge-key: [NOTE]\n");
        TestPostgres.execute(world.source, "update orders set note = 'same' where id < 10");
        assertThat(stopped(2, "merge-key-not-unique")).contains("merge-key is [note]");
        assertThat(world.streams()).isZero();
        TestPostgres.execute(world.source, "update orders set note = 'note ' || id / 3 where id < 10");
        Orders.loaded(world, well("run", "orders", "--json"), 2000);
    }

    @Test
    void aStreamThatIsGoneIsMadeAgainOnRequestAlone() {
        well("run", "orders");
        world.domo().streams().delete(1);
        assertThat(stopped(4, "stream-gone"))
                .contains("stream 1 of load orders is no longer there", "run orders --recreate");
        assertThat(world.streams()).isZero();

        Orders.loaded(world, well("run", "orders", "--recreate", "--json"), 2000);
        assertThat(world.streams()).isEqualTo(1);
        // Started again, it finds the stream it made.
        Orders.loaded(world, well("run", "orders", "--recreate", "--json"), 2000);
        assertThat(world.streams()).isEqualTo(1);
    }
}
