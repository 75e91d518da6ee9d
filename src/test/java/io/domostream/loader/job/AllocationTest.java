package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.domostream.loader.TestPostgres;
import io.domostream.loader.part.PartSettings;
import io.domostream.loader.source.Page;
import io.domostream.loader.source.PostgresSource;
import io.domostream.loader.source.SourceSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** What making a part takes of the heap, so that no later change doubles it unseen. */
class AllocationTest {
    private static final int ROWS = 20_000;
    private static final Page ALL = new Page(1, null, null, Page.Nulls.LEFT_OUT);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The driver gives each row an array of its own; everything else is used again, but for the part itself. */
    @Test
    void aRowTakesItsOwnBytesAndLittleElse() throws IOException {
        var url = TestPostgres.newDatabase();
        TestPostgres.execute(
                url,
                "create table orders (id bigint primary key)",
                "insert into orders select generate_series(1, " + ROWS + ")");
        try (var one = OneAttempt.of(LoadSettings.Method.REPLACE);
                var source = new PostgresSource(new SourceSettings(url, null, null), 3)) {
            var load = one.attempt.load;
            var parts = new PartSettings(ROWS, DataSize.ofMegabytes(8), 1, 1, PartSettings.Compressor.AUTO);
            var pace = new LoadSettings.Pace(
                    parts,
                    load.pace().restart(),
                    load.pace().resumeWithin(),
                    load.pace().snapshot());
            var settings = new LoadSettings(load.name(), load.source(), load.spec(), load.target(), pace);
            var manifest = Manifest.of(
                    Manifest.Update.of(load, OneAttempt.TABLE), OneAttempt.TABLE, List.of(ALL), ROWS, parts);
            try (var attempt = new Attempt(settings, one.attempt.waits, one.attempt.domo, source, one.attempt.around);
                    var makers = new PartMakers(attempt, manifest, Long.MAX_VALUE)) {
                attempt.hold(source.openSnapshot(load.spec(), 1));
                makers.sent(makers.make(ALL));
                long before = THREADS.getCurrentThreadAllocatedBytes();
                var part = makers.make(ALL);
                long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
                makers.sent(part);
                assertThat(part.rows()).isEqualTo(ROWS);
                assertThat(taken / ROWS).as("bytes a row of some six").isLessThan(120);
            }
        }
    }
}
