package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.domo.Column;
import io.domostream.loader.simulator.Assumed;
import io.domostream.loader.simulator.SimulatorOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A source, or a load's settings, that no longer fit what is in Domo. */
class ChangedTargetTest {
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
                "create table orders (id bigint primary key, note text, amount bigint)",
                "insert into orders select g, 'note ' || g, g from generate_series(1, 10) g");
        settings("");
        dataSet = loaded().json().get("datasetId").asString();
    }

    @AfterEach
    void end() {
        world.close();
    }

    private void settings(String more) {
        world.settings("""
                orders:
                  table: orders
                  dataset: { name: Orders }
                  %s
                """.formatted(more.replace("\n", "\n  ")));
    }

    private Loader loaded() {
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    private void change(String... sql) {
        TestPostgres.execute(world.source, sql);
    }

    private List<String> columns() {
        return Objects.requireNonNull(world.domo().dataSets().retrieve(dataSet).schema()).columns().stream()
                .map(Column::name)
                .toList();
    }

    private void isTheQuery(String select) {
        assertThat(Rows.inExport(world.data(dataSet))).isEqualTo(Rows.inDatabase(world.source, select));
    }

    /** What plan says of each column that isn't the same. */
    private List<String> changes(Loader plan) {
        return StreamSupport.stream(plan.json().get("columns").spliterator(), false)
                .filter(column -> !column.get("change").asString().equals("none"))
                .map(column -> column.get("name").asString() + " "
                        + column.get("change").asString())
                .toList();
    }

    @Test
    void planShowsWhatIsNewGoneAndChangedAndEndsAsTheRunWould() {
        change(
                "alter table orders rename note to remark",
                "alter table orders alter amount type numeric",
                "alter table orders add day date");
        var plan = world.run("plan", "orders", "--json");
        assertThat(changes(plan)).containsExactlyInAnyOrder("note gone", "remark add", "amount changed", "day add");
        assertThat(plan.exitCode()).isEqualTo(7);
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).isEqualTo(7);
        assertThat(run.json().get("message").asString())
                .isEqualTo(plan.json().get("message").asString())
                .contains("column note of the DataSet is not in the source", "loads.orders.vanished");
        assertThat(columns()).containsExactly("id", "note", "amount");
        assertThat(world.run("plan", "orders").out()).contains("gone", "changed");
    }

    @Test
    void aGuardStopsBeforeTheSchemaIsTouched() {
        change("alter table orders add day date", "delete from orders where id > 2");
        var run = world.run("run", "orders", "--json");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
        assertThat(columns()).containsExactly("id", "note", "amount");
    }

    @ParameterizedTest
    @ValueSource(strings = {"REPLACE", "UPSERT"})
    void aColumnThatIsGoneStaysWithoutValuesWhereTheLoadSaysSo(String method) {
        settings("vanished: empty\nmethod: " + method);
        change("alter table orders drop amount");
        assertThat(changes(world.run("plan", "orders", "--json"))).containsExactly("amount gone");
        loaded();
        assertThat(columns()).containsExactly("id", "note", "amount");
        isTheQuery("select id, note, null from orders");
    }

    @Test
    void aColumnThatIsGoneIsDroppedWhereTheLoadSaysSo() {
        settings("vanished: drop");
        change("alter table orders drop note", "alter table orders add day date");
        loaded();
        assertThat(columns()).containsExactly("id", "amount", "day");
        isTheQuery("select id, amount, day from orders");
    }

    @Test
    void aFrozenSchemaKeepsEvenAColumnThatIsGone() {
        settings("vanished: drop\nschema: freeze");
        change("alter table orders drop note");
        assertThat(world.run("run", "orders").exitCode()).isEqualTo(7);
    }

    @Test
    void aRenamedColumnIsTheSameColumnInDomo() {
        change("alter table orders rename note to \"größe \"\"x\"\"; drop\"", "alter table orders rename id to number");
        settings("""
                method: UPSERT
                rename: { "[größe \\"x\\"; drop]": note, NUMBER: id }""");
        change("insert into orders values (11, 'eleven', 11)");
        loaded();
        assertThat(columns()).containsExactly("id", "note", "amount");
        isTheQuery("select * from orders");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rename: { nope: Nope }       | loads.orders.rename.nope is Nope: give one of
            rename: { note: ID }         | column id is called so too
            vanished: ignore             | loads.orders.vanished is ignore: give stop, empty or drop
            """)
    void aWrongContractIsToldInOneLine(String setting, String says) {
        settings(setting);
        // Where it was left is a line too.
        world.also("report.directory: ''");
        var run = world.run("run", "orders");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.said().lines()).hasSize(1).first().asString().contains(says);
    }

    @Test
    void anotherMethodAndOtherKeyColumnsAreShownByPlanAndSetByTheRun() {
        settings("method: UPSERT");
        assertThat(world.run("plan", "orders").out())
                .contains("the update method of stream 1 would change from REPLACE to UPSERT by [id]");
        loaded();
        settings("method: UPSERT\nmerge-key: [note, ID]");
        assertThat(world.run("plan", "orders").out())
                .contains("the update method of stream 1 would change from UPSERT by [id] to UPSERT by [note, id]");
        change("insert into orders values (11, 'eleven', 11)");
        loaded();
        assertThat(world.domo().streams().retrieve(1).keyColumnNames()).containsExactly("note", "id");
        settings("method: APPEND");
        loaded();
        assertThat(world.domo().streams().retrieve(1).keyColumnNames()).isNull();
        assertThat(world.data(dataSet).lines()).hasSize(22);
    }

    @Test
    void otherKeyColumnsAreSetThoughDomoTellsNone() {
        world.close();
        in(new World(folder, SimulatorOptions.defaults(), Assumed.defaults().without(Assumed.Habit.KEY_COLUMNS_TOLD)));
        settings("method: UPSERT");
        loaded();
        settings("method: UPSERT\nmerge-key: [note]");
        change("update orders set id = id + 100");
        loaded();
        isTheQuery("select * from orders");
    }

    @Test
    void aMethodThatDomoDoesNotLetChangeIsTold() {
        settings("method: UPSERT");
        world.on(call -> {
            if (call.startsWith("PATCH /v1/streams")) {
                throw new World.Instead(400, Map.of());
            }
        });
        var run = world.run("run", "orders");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err())
                .contains("stream 1 can't be changed from REPLACE to UPSERT by [id] as loads.orders.method wants");
        assertThat(world.data(dataSet).lines()).hasSize(10);
    }

    @Test
    void keyColumnsThatSomebodyChangesDuringTheRunStopTheCommit() {
        settings("method: UPSERT");
        world.on(call -> {
            if (call.contains("/part/")) {
                world.on(later -> {});
                world.domo().streams().update(1, "UPSERT", List.of("note"));
            }
        });
        var run = world.run("run", "orders");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
        assertThat(run.err()).contains("UPSERT by [note]", "somebody changed it");
    }
}
