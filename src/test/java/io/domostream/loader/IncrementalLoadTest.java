package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.domo.Column;
import io.domostream.loader.domo.NewStream;
import io.domostream.loader.domo.Schema;
import io.domostream.loader.simulator.SimulatorOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Night after night the rows past the last committed value. */
class IncrementalLoadTest {
    @TempDir
    Path folder;

    private World world;
    private String dataSet = "";

    @BeforeEach
    void begin() {
        in(new World(folder));
    }

    private void in(World of) {
        world = of;
        TestPostgres.execute(
                world.source,
                "create table orders (id bigint primary key, note text, changed timestamptz)",
                "create index on orders (changed)");
        settings("UPSERT", "");
    }

    @AfterEach
    void end() {
        world.close();
    }

    private void settings(String method, String more) {
        world.settings("""
                orders:
                  table: orders
                  dataset: { name: Orders }
                  method: %s
                  watermark: changed
                  parts: { rows: 100, parallel: 2, in-flight: 2 }
                  %s
                """.formatted(method, more));
    }

    /** So many new rows, changed so many hours ago. */
    private void insert(int from, int to, int hoursAgo) {
        TestPostgres.execute(
                world.source,
                "insert into orders select g, 'note ' || g, now() - interval '%d hours' + g * interval '1 ms' from generate_series(%d, %d) g"
                        .formatted(hoursAgo, from, to));
    }

    private Loader run(String... more) {
        var run = world.run(concat(more));
        if (run.json().get("datasetId").isString()) {
            dataSet = run.json().get("datasetId").asString();
        }
        return run;
    }

    private static String[] concat(String... more) {
        var all = new ArrayList<>(List.of("run", "orders", "--json"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private void loaded(Loader run, long rowsOfTheRun) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.json().get("rows").asLong()).as(run.err()).isEqualTo(rowsOfTheRun);
        isTheSource();
    }

    private void isTheSource() {
        assertThat(Rows.inExport(world.data(dataSet)))
                .isEqualTo(Rows.inDatabase(
                        world.source,
                        "select id, note, to_char(changed at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') from orders"));
    }

    private static void stopped(Loader run, int code, String... said) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(code);
        assertThat(run.json().get("message").asString()).contains(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPSERT", "APPEND"})
    void threeNightsWithACrashInTheSecondBringEachRowOnce(String method) {
        settings(method, "");
        insert(1, 500, 72);
        loaded(run(), 500);

        insert(501, 1500, 48);
        try (var second = HeldRun.at(world, call -> call.contains("/part/"), 5)) {
            second.kill();
        }
        // They come after the moment up to which the second night reads.
        insert(1501, 1600, 24);
        var goneOn = run();
        added(goneOn, 1000, 1500);
        assertThat(goneOn.json().get("resumed").asBoolean()).isTrue();

        insert(1601, 1700, 1);
        loaded(run(), 200);
        var nothing = run();
        assertThat(nothing.exitCode()).isZero();
        assertThat(nothing.json().get("status").asString()).isEqualTo("NOTHING_TO_DO");
        isTheSource();
    }

    private void added(Loader run, long rowsOfTheRun, long all) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.json().get("rows").asLong()).isEqualTo(rowsOfTheRun);
        assertThat(Rows.inExport(world.data(dataSet))).hasSize((int) all);
    }

    @Test
    void changedRowsAndRowsCommittedLateWithinTheOverlapAreMerged() {
        settings("UPSERT", "overlap: 3h");
        insert(1, 300, 10);
        loaded(run(), 300);
        TestPostgres.execute(
                world.source, "update orders set note = 'changed', changed = now() where id in (7, 8, 300)");
        insert(301, 310, 11);
        loaded(run(), 310);
    }

    @Test
    void rowsWithoutAValueAreMergedEachTimeAndStopAnAppend() {
        insert(1, 10, 10);
        TestPostgres.execute(world.source, "insert into orders values (11, 'without', null)");
        loaded(run(), 11);
        TestPostgres.execute(world.source, "update orders set note = 'still without' where id = 11");
        loaded(run(), 1);

        world.also("loads.orders.dataset.name: Others");
        world.also("loads.orders.method: APPEND");
        world.calls.clear();
        stopped(run("--new"), 7, "loads.orders.watermark: column changed holds a NULL", "UPSERT");
        assertThat(world.calls).noneMatch(call -> call.startsWith("P") && !call.contains("oauth"));
    }

    @Test
    void anAppendToADataSetOfUnknownExtentStopsUntilAPersonSaysFromWhereOn() {
        settings("APPEND", "");
        insert(1, 10, 10);
        loaded(run(), 10);
        TestPostgres.execute(world.repository, "delete from domo_load_committed");
        insert(11, 15, 5);
        stopped(run(), 7, "loads.orders.watermark: the DataSet has 10 rows", "since=VALUE", "full=true");
        stopped(world.run("plan", "orders", "--json"), 7, "since=VALUE");
        stopped(run("since=soon"), 2, "parameter since is soon", "changed", "timestamp with time zone");
        var newest = Rows.inDatabase(world.source, "select max(changed) from orders where id <= 10");
        loaded(run("since=" + newest.get(0).get(0)), 5);
        insert(16, 17, 1);
        loaded(run(), 2);
    }

    @Test
    void allRowsAreTakenOnceMoreWhereAPersonWantsThem() {
        insert(1, 10, 10);
        loaded(run(), 10);
        TestPostgres.execute(world.source, "update orders set note = 'changed without a trace'");
        loaded(run("full=true"), 10);
    }

    @Test
    void anEmptiedDataSetIsNotFilledWithTheNewRowsAlone() {
        insert(1, 10, 10);
        loaded(run(), 10);
        var domo = world.domo();
        domo.streams().update(1, "REPLACE", List.of());
        long execution = domo.executions().create(1).id();
        domo.parts().upload(1, execution, 1, new byte[0], false);
        domo.executions().commit(1, execution);
        for (int i = 0; i < 1000 && !world.data(dataSet).isEmpty(); i++) {
            Thread.onSpinWait();
        }
        insert(11, 12, 5);
        stopped(run(), 7, "loads.orders.watermark: the DataSet is empty", "full=true");
        loaded(run("full=true"), 12);
    }

    @Test
    void aRecreatedDataSetGetsAllRows() {
        settings("APPEND", "");
        insert(1, 10, 10);
        loaded(run(), 10);
        world.domo().streams().delete(1);
        stopped(run(), 4, "--recreate");
        insert(11, 12, 5);
        loaded(run("--recreate"), 12);
    }

    @Test
    void anotherDataSetInTheSettingsGetsAllRows() {
        insert(1, 10, 10);
        loaded(run(), 10);
        var other = world.domo()
                .streams()
                .create(new NewStream(
                        "Others",
                        null,
                        new Schema(List.of(
                                new Column("LONG", "id"),
                                new Column("STRING", "note"),
                                new Column("DATETIME", "changed"))),
                        "REPLACE",
                        List.of()));
        insert(11, 12, 5);
        world.also("loads.orders.dataset.stream: " + other.id());
        loaded(run(), 12);
    }

    @Test
    void eachChoiceOfRowsHasAValueOfItsOwn() {
        TestPostgres.execute(world.source, "alter table orders add country text");
        world.settings("""
                orders:
                  query: select id, note, changed from orders where country = :country
                  key: [id]
                  dataset: { name: Orders }
                  method: APPEND
                  watermark: changed
                  parameters: { country: { type: text } }
                """);
        insert(1, 10, 10);
        TestPostgres.execute(world.source, "update orders set country = case when id % 2 = 0 then 'DE' else 'FR' end");
        added(run("country=DE"), 5, 5);
        // Of this country nothing was appended, but other rows are there.
        stopped(run("country=FR"), 7, "the DataSet has 5 rows");
        loaded(run("country=FR", "full=true"), 5);
        insert(11, 12, 5);
        TestPostgres.execute(world.source, "update orders set country = 'DE' where id > 10");
        loaded(run("country=DE"), 2);
    }

    @Test
    void theValueMovesOnlyWithAProvenCommit() {
        settings("APPEND", "");
        world.also("domo.commit-timeout: 1s");
        insert(1, 10, 10);
        loaded(run(), 10);
        insert(11, 12, 5);
        world.on(call -> {
            if (call.endsWith("/commit")) {
                throw new World.Instead(503, Map.of());
            }
        });
        assertThat(run().exitCode()).isEqualTo(6);
        world.on(call -> {});
        assertThat(committed()).doesNotContain(newest());
        assertThat(world.run("settle", "orders", "not-committed").exitCode()).isZero();
        loaded(run(), 2);
        assertThat(committed()).isEqualTo(newest());
    }

    @Test
    void aPersonsFindingThatItWasCommittedMovesTheValue() {
        world.close();
        in(new World(folder, SimulatorOptions.defaults().withCommitTakes(Duration.ofHours(1))));
        settings("APPEND", "");
        world.also("domo.commit-timeout: 1s");
        insert(1, 10, 10);
        assertThat(run().exitCode()).isEqualTo(6);
        assertThat(world.run("settle", "orders", "committed").exitCode()).isZero();
        assertThat(committed()).isEqualTo(newest());
    }

    private String committed() {
        return String.valueOf(Rows.inDatabase(world.repository, "select watermark from domo_load_committed")
                .get(0)
                .get(0));
    }

    private String newest() {
        return String.valueOf(
                Rows.inDatabase(world.source, "select (max(changed) at time zone 'UTC')::text || '+00' from orders")
                        .get(0)
                        .get(0));
    }
}
