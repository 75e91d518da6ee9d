package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.TestPostgres;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that became null in workers count as those of the manager's own parts do. */
class SpreadNulledValuesTest {
    private static final long IN_EACH_PART = 10;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private SpreadLoad spread;

    private final String source = TestPostgres.newDatabase();

    @BeforeEach
    void begin() {
        spread = new SpreadLoad(folder);
        TestPostgres.execute(
                source,
                "create table orders as select g as id, case g % 10 when 0 then 'NaN' else '1' end::float8 as ratio"
                        + " from generate_series(1, 2000) g",
                "alter table orders add primary key (id)");
    }

    @AfterEach
    void end() {
        spread.close();
        TestPostgres.dropLater(source);
    }

    private LoadSettings load() {
        return SpreadLoad.load(source, Loads.spec("orders", Map.of()), LoadSettings.SnapshotPolicy.SHARED, 2);
    }

    @Test
    void aRunByTwoWorkersHasTheSumOfBoth() {
        var manager = spread.run(load(), true);
        spread.worker(load(), "first");
        spread.worker(load(), "second");
        var end = manager.end();
        assertThat(end.exitCode()).as(end.message()).isZero();
        assertThat(end.facts()).containsEntry("nulledValues", SpreadLoad.PARTS * IN_EACH_PART);
    }

    @Test
    void aRunThatWorkersResumeHasTheSumOfBothAttempts() {
        var alone = spread.run(load(), false);
        spread.onPart(count -> {
            if (count == 7) {
                alone.stop.request();
            }
        });
        var stopped = alone.end();
        assertThat(stopped.exitCode()).isEqualTo(ExitCodes.STOPPED);
        assertThat(stopped.facts()).containsEntry("nulledValues", spread.parts.size() * IN_EACH_PART);
        var manager = spread.run(load(), true);
        spread.worker(load(), "first");
        var end = manager.end();
        assertThat(end.exitCode()).as(end.message()).isZero();
        assertThat(end.facts()).containsEntry("nulledValues", SpreadLoad.PARTS * IN_EACH_PART);
    }
}
