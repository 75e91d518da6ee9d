package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.TestPostgres;
import io.domostream.loader.source.Page;
import io.domostream.loader.source.PagePlan;
import io.domostream.loader.source.PostgresSource;
import io.domostream.loader.source.SourceSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SourcePlanningTest {
    @ParameterizedTest(name = "{0} rows of {1} bytes in parts of 100 rows and 64 MB: {3}")
    @CsvSource({
        "0, 10, true, 1",
        "100, 10, true, 1",
        "101, 10, true, 2",
        "10, 67108864, true, 10",
        "10, 67108865, true, 11",
        "101, 10, false, 7"
    })
    void whereRowsAreReadInOneGoThePartsAreGuessed(long rows, double rowBytes, boolean inOneGo, int parts) {
        var load = Loads.replace();
        try (var source = new PostgresSource(load.source(), 1)) {
            var pages = Collections.nCopies(7, new Page(1, null, null, Page.Nulls.LEFT_OUT));
            assertThat(new SourcePlanning(load, source, Long.MAX_VALUE)
                            .parts(new PagePlan(pages, rows, inOneGo, rowBytes, 100)))
                    .isEqualTo(parts);
        }
    }

    private static LoadSettings load(String source, LoadSettings.Method method, LoadSettings.SnapshotPolicy snapshot) {
        var usual = Loads.with(
                Loads.replace().spec(), method, Loads.replace().target().guard(), 1);
        return new LoadSettings(
                usual.name(),
                new SourceSettings(source, null, null),
                usual.spec(),
                usual.target(),
                new LoadSettings.Pace(usual.pace().parts(), LoadSettings.Restart.RESUME, Duration.ZERO, snapshot));
    }

    @ParameterizedTest
    @CsvSource({"SHARED, false, 3", "SHARED, true, 6", "NONE, false, 3"})
    void pagesHoldAsManyRowsAsAPartAndHalfAsManyOnASecondTry(
            LoadSettings.SnapshotPolicy policy, boolean halved, int pages) {
        var database = TestPostgres.newDatabase();
        TestPostgres.execute(
                database,
                "create table orders (id bigint primary key)",
                "insert into orders select g from generate_series(1, 300) g");
        var load = load(database, LoadSettings.Method.REPLACE, policy);
        try (var source = new PostgresSource(load.source(), 3)) {
            var planning = new SourcePlanning(load, source, Long.MAX_VALUE);
            try (var snapshot = planning.snapshot(1)) {
                assertThat(snapshot.shared()).isEqualTo(policy == LoadSettings.SnapshotPolicy.SHARED);
                var plan = planning.plan(null, source.inspect(load.spec()), snapshot, halved);
                assertThat(plan.pages()).hasSize(pages);
                assertThat(plan.rows()).isEqualTo(300);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(LoadSettings.Method.class)
    void onlyAnUpsertAsksWhetherItsKeyRepeats(LoadSettings.Method method) {
        var database = TestPostgres.newDatabase();
        TestPostgres.execute(
                database, "create table orders (id bigint, note text)", "insert into orders values (1, 'a'), (1, 'b')");
        var usual = load(database, method, LoadSettings.SnapshotPolicy.SHARED);
        var target = usual.target();
        var load = new LoadSettings(
                usual.name(),
                usual.source(),
                usual.spec(),
                new LoadSettings.Target(
                        target.dataset(),
                        method,
                        List.of("id"),
                        method,
                        target.schema(),
                        target.vanished(),
                        target.rename(),
                        target.guard()),
                usual.pace());
        try (var source = new PostgresSource(load.source(), 3)) {
            var planning = new SourcePlanning(load, source, Long.MAX_VALUE);
            try (var snapshot = planning.snapshot(1)) {
                ThrowingCallable plan = () -> planning.plan(null, source.inspect(load.spec()), snapshot, false);
                if (method == LoadSettings.Method.UPSERT) {
                    assertThatThrownBy(plan).hasMessageContaining("merge-key is [id]");
                } else {
                    assertThatCode(plan).doesNotThrowAnyException();
                }
            }
        }
    }

    @Test
    void pagesAreSmallerWhereTheHeapIs() {
        var database = TestPostgres.newDatabase();
        TestPostgres.execute(
                database,
                "create table orders (id bigint primary key, note text)",
                "insert into orders select g, repeat('x', 1000) from generate_series(1, 300) g");
        var load = load(database, LoadSettings.Method.REPLACE, LoadSettings.SnapshotPolicy.SHARED);
        try (var source = new PostgresSource(load.source(), 3)) {
            long eightAtOnce = 8L * load.pace().parts().parallel() * 8 * 1010;
            var planning = new SourcePlanning(load, source, eightAtOnce);
            try (var snapshot = planning.snapshot(1)) {
                var plan = planning.plan(null, source.inspect(load.spec()), snapshot, false);
                assertThat(plan.rowsPerPage()).isBetween(7, 8);
                assertThat(plan.pages()).hasSizeGreaterThan(37);
            }
        }
    }
}
