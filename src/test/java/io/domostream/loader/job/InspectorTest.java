package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.BadSettings;
import io.domostream.loader.TestPostgres;
import io.domostream.loader.domo.Column;
import io.domostream.loader.domo.NewStream;
import io.domostream.loader.domo.Schema;
import io.domostream.loader.source.SourceColumn;
import io.domostream.loader.source.SourceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A source with the columns id and note, beside a stream whose DataSet has the column id alone. */
class InspectorTest {
    private static final Column ID = new Column("LONG", "id");
    private static final Column NOTE = new Column("STRING", "note");
    private static final LoadSettings.DataSetRef BY_NAME = new LoadSettings.DataSetRef("Orders", null, null, null);
    private final String source = TestPostgres.newDatabase();
    private final OneAttempt one =
            new OneAttempt(load(BY_NAME, LoadSettings.SchemaPolicy.EVOLVE, List.of()), Duration.ZERO);

    @AfterEach
    void end() {
        one.close();
    }

    private LoadSettings load(LoadSettings.DataSetRef dataSet, LoadSettings.SchemaPolicy schema, List<String> key) {
        var usual = Loads.replace();
        var method = key.isEmpty() ? LoadSettings.Method.REPLACE : LoadSettings.Method.UPSERT;
        return new LoadSettings(
                usual.name(),
                new SourceSettings(source, null, null),
                usual.spec(),
                new LoadSettings.Target(
                        dataSet,
                        method,
                        key,
                        LoadSettings.Method.UPSERT,
                        schema,
                        LoadSettings.Vanished.STOP,
                        Map.of(),
                        usual.target().guard()),
                usual.pace());
    }

    private Inspector inspector(LoadSettings load) {
        return new Inspector(load, one.attempt.domo, one.attempt.source);
    }

    private Inspector usual() {
        return inspector(one.attempt.load);
    }

    private void table(String columns) {
        TestPostgres.execute(source, "create table orders (" + columns + ")");
    }

    private void dataSet(Column... columns) {
        one.attempt.domo.dataSets().updateSchema(String.valueOf(one.state.dataSet()), new Schema(List.of(columns)));
    }

    private static void requireFailure(Inspector inspector, Long known, int exitCode, String says) {
        assertThatThrownBy(() -> inspector.inspect(known).columns().require())
                .isInstanceOfSatisfying(
                        LoadFailure.class, e -> assertThat(e.exitCode()).isEqualTo(exitCode))
                .hasMessageContaining(says);
    }

    @Test
    void newColumnsComeLastUnlessTheSchemaIsFrozen() {
        table("note text, id bigint primary key");
        var found = usual().inspect(1L);
        assertThat(found.table().columns()).extracting(SourceColumn::name).containsExactly("id", "note");
        assertThat(found.table().key()).containsExactly("id");
        requireFailure(
                inspector(load(BY_NAME, LoadSettings.SchemaPolicy.FREEZE, List.of())),
                1L,
                ExitCodes.GUARD,
                "new columns [note]");
        dataSet(NOTE, ID);
        assertThat(inspector(load(BY_NAME, LoadSettings.SchemaPolicy.FREEZE, List.of()))
                        .inspect(1L)
                        .table()
                        .columns())
                .extracting(SourceColumn::name)
                .containsExactly("note", "id");
    }

    @Test
    void aColumnThatOnlyTheDataSetHasIsToldAndNotDropped() {
        table("id bigint primary key");
        dataSet(ID, NOTE);
        requireFailure(usual(), 1L, ExitCodes.GUARD, "column note of the DataSet is not in the source");
    }

    @Test
    void aColumnOfAnotherTypeIsTold() {
        table("id text primary key");
        requireFailure(usual(), 1L, ExitCodes.GUARD, "column id is LONG in the DataSet and STRING in the source");
    }

    @Test
    void aStreamThatIsGoneIsNotSearchedFor() {
        table("id bigint primary key");
        requireFailure(usual(), 99L, ExitCodes.REFUSED, "stream 99 of load orders is no longer there");
        assertThat(one.calls).noneMatch(call -> call.endsWith("/search"));
    }

    @Test
    void aStreamIsFoundByTheNameOrTheIdOfItsDataSet() {
        var ids = Stream.of(BY_NAME, new LoadSettings.DataSetRef(null, one.state.dataSet(), null, null))
                .map(ref -> inspector(load(ref, LoadSettings.SchemaPolicy.EVOLVE, List.of())))
                .map(inspector -> inspector.stream(null))
                .toList();
        assertThat(ids).allMatch(stream -> stream != null && stream.id() == 1);
    }

    @Test
    void severalStreamsOfOneNameAreListed() {
        table("id bigint primary key");
        one.attempt.domo.streams().create(new NewStream("Orders", null, new Schema(List.of(ID)), "REPLACE", List.of()));
        assertThatThrownBy(() -> usual().stream(null)).hasMessageContaining("DataSet Orders has 2 streams ([1, 2])");
    }

    @Test
    void aNameThatIsNotThereIsYetToBeCreatedButAnIdMustBe() {
        var other = new LoadSettings.DataSetRef("Others", null, null, null);
        assertThat(inspector(load(other, LoadSettings.SchemaPolicy.EVOLVE, List.of())).stream(null))
                .isNull();
        var unknown = new LoadSettings.DataSetRef(null, "no-such-id", null, null);
        assertThatThrownBy(() -> inspector(load(unknown, LoadSettings.SchemaPolicy.EVOLVE, List.of())).stream(null))
                .hasMessageContaining("loads.orders.dataset.id is no-such-id: no such DataSet is there");
    }

    private LoadSettings to(@Nullable String id, @Nullable Long stream) {
        return load(
                new LoadSettings.DataSetRef("Orders", id, stream, null), LoadSettings.SchemaPolicy.EVOLVE, List.of());
    }

    @Test
    void aStreamNamedByItsIdIsTakenWhateverWasKnownBefore() {
        var other = other();
        assertThat(inspector(to(null, other.id())).stream(1L))
                .extracting(s -> s.id())
                .isEqualTo(other.id());
        assertThatThrownBy(() -> inspector(to(null, 99L)).stream(1L))
                .hasMessageContaining("loads.orders.dataset.stream is 99: that stream is not there");
    }

    @Test
    void anotherDataSetInTheSettingsIsNotLoadedByTheStreamKnownBefore() {
        var other = other();
        var id = Objects.requireNonNull(other.dataSet()).id();
        assertThat(inspector(to(id, null)).stream(1L)).extracting(s -> s.id()).isEqualTo(other.id());
    }

    @Test
    void aDataSetThatIsDeletedOrOfAnotherMakingIsTold() {
        var other = other();
        var id = Objects.requireNonNull(other.dataSet()).id();
        one.attempt.domo.streams().delete(other.id());
        assertThatThrownBy(() -> inspector(to(id, null)).stream(null))
                .hasMessageContaining("that DataSet was not made by the Stream API");
        one.attempt.domo.dataSets().delete(id);
        assertThatThrownBy(() -> inspector(to(id, null)).stream(null)).hasMessageContaining("no such DataSet is there");
        one.attempt.domo.dataSets().delete(String.valueOf(one.state.dataSet()));
        assertThatThrownBy(() -> inspector(to(one.state.dataSet(), null)).stream(null))
                .hasMessageContaining("it is deleted, stream 1 alone is left");
        assertThatThrownBy(() -> inspector(to(null, 1L)).stream(null)).hasMessageContaining("its DataSet is deleted");
    }

    private io.domostream.loader.domo.Stream other() {
        return one.attempt
                .domo
                .streams()
                .create(new NewStream("Others", null, new Schema(List.of(ID)), "REPLACE", List.of()));
    }

    @Test
    void aMergeKeyIsCalledAsItsColumnsAre() {
        table("\"Id\" bigint, note text");
        var load = load(BY_NAME, LoadSettings.SchemaPolicy.EVOLVE, List.of("ID", "other"));
        assertThat(Inspector.mergeKey(load, one.attempt.source.inspect(load.spec())))
                .containsExactly("Id", "other");
    }

    @Test
    void anUpsertNeedsAMergeKey() {
        table("id bigint, note text");
        var usual = one.attempt.load;
        var target = usual.target();
        var upsert = new LoadSettings(
                usual.name(),
                usual.source(),
                usual.spec(),
                new LoadSettings.Target(
                        target.dataset(),
                        LoadSettings.Method.UPSERT,
                        List.of(),
                        target.upsertAs(),
                        target.schema(),
                        target.vanished(),
                        target.rename(),
                        target.guard()),
                usual.pace());
        assertThatThrownBy(() -> inspector(upsert).inspect(1L))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("loads.orders.merge-key is missing");
    }

    @Test
    void aTableThatIsNotThereIsASettingToMend() {
        assertThatThrownBy(() -> usual().inspect(1L))
                .satisfies(e -> assertThat(ExitCodes.of(e)).isEqualTo(ExitCodes.SETTINGS));
    }

    @Test
    void aStreamThatMayNotBeSeenIsNotTakenForGone() {
        table("id bigint primary key");
        one.answer(call -> call.startsWith("GET /v1/streams/") ? 403 : 0);
        assertThatThrownBy(() -> usual().inspect(1L))
                .hasMessageContaining("HTTP 403")
                .hasMessageNotContaining("recreate");
    }
}
