package io.domostream.loader.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.domostream.loader.TestPostgres;
import io.domostream.loader.part.PartSettings;
import io.domostream.loader.source.Page;
import io.domostream.loader.source.PageReader;
import io.domostream.loader.source.PageReaders;
import io.domostream.loader.source.PostgresSource;
import io.domostream.loader.source.SourceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.util.unit.DataSize;

class PartMakersTest {
    private static final int READERS = 2;
    private static final int ROWS = 500;
    private static final int MANY_ROWS = 20_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Page ALL = new Page(1, null, null, Page.Nulls.LEFT_OUT);
    private final OneAttempt one = OneAttempt.of(LoadSettings.Method.REPLACE);
    private final String source = TestPostgres.newDatabase();
    private Attempt attempt = one.attempt;

    private PartMakers makers(int maxKilobytes, long heap) {
        return makers(ROWS, maxKilobytes, heap);
    }

    /** Of a table with so many rows, all in one page. */
    private PartMakers makers(int rows, int maxKilobytes, long heap) {
        TestPostgres.execute(
                source,
                "create table orders (id bigint primary key)",
                "insert into orders select generate_series(1, " + rows + ")");
        var from = new PostgresSource(new SourceSettings(source, null, null), READERS + 2);
        var parts =
                new PartSettings(rows, DataSize.ofKilobytes(maxKilobytes), READERS, 8, PartSettings.Compressor.AUTO);
        var load = Loads.replace(parts);
        attempt = new Attempt(load, one.attempt.waits, one.attempt.domo, from, one.attempt.around);
        attempt.hold(from.openSnapshot(load.spec(), 1));
        return new PartMakers(
                attempt,
                Manifest.of(Manifest.Update.of(load, OneAttempt.TABLE), OneAttempt.TABLE, List.of(ALL), rows, parts),
                heap);
    }

    @AfterEach
    void end() {
        attempt.close();
        one.close();
    }

    private static CompletableFuture<ReadyPart> making(PartMakers makers) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return makers.make(ALL);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void partsOnTheirWayHoldNoReader() throws IOException {
        try (var makers = makers(64, Long.MAX_VALUE)) {
            for (int i = 0; i < 3 * READERS; i++) {
                assertThat(makers.make(ALL).rows()).isEqualTo(ROWS);
            }
        }
        assertThat(TestPostgres.connections(source)).isLessThanOrEqualTo(READERS + 2);
    }

    @Test
    void aReaderThatFailedIsClosedAndNotUsedAgain() throws IOException {
        var failing = Mockito.mock(PageReader.class);
        Mockito.when(failing.read(Mockito.any(), Mockito.any())).thenThrow(new IOException("cut by the test"));
        var working = Mockito.mock(PageReader.class);
        var opened = new ArrayDeque<>(List.of(failing, working));
        var from = Mockito.spy(new PostgresSource(new SourceSettings(source, null, null), 1));
        PageReaders readers = opened::remove;
        Mockito.doReturn(readers).when(from).readers(Mockito.any(), Mockito.any(), Mockito.any());
        var parts = new PartSettings(1, DataSize.ofKilobytes(64), 1, 1, PartSettings.Compressor.AUTO);
        var load = Loads.replace(parts);
        attempt = new Attempt(load, one.attempt.waits, one.attempt.domo, from, one.attempt.around);
        attempt.hold(from.noSnapshot());
        var manifest =
                Manifest.of(Manifest.Update.of(load, OneAttempt.TABLE), OneAttempt.TABLE, List.of(ALL), 1, parts);
        try (var makers = new PartMakers(attempt, manifest, Long.MAX_VALUE)) {
            assertThatThrownBy(() -> makers.make(ALL)).isInstanceOf(IOException.class);
            Mockito.verify(failing).close();
            makers.make(ALL);
            makers.make(ALL);
        }
        Mockito.verify(failing, Mockito.times(1)).read(Mockito.any(), Mockito.any());
        Mockito.verify(working, Mockito.times(2)).read(Mockito.any(), Mockito.any());
    }

    @Test
    void aPartWaitsForRoomUntilAnotherIsSent() throws IOException {
        try (var makers = makers(1024, 4 * 1024)) {
            var first = makers.make(ALL);
            var second = making(makers);
            assertThat(second).isNotDone();
            makers.sent(first);
            assertThat(second.join().rows()).isEqualTo(ROWS);
        }
    }

    @Test
    void whoWaitsForRoomIsToldOfAStop() throws IOException {
        try (var makers = makers(1024, 4 * 1024)) {
            makers.make(ALL);
            one.stop.request();
            assertThatThrownBy(() -> makers.make(ALL)).hasMessageContaining("stopped by a signal");
        }
    }

    @Test
    void whoWaitsForRoomIsToldOfAnotherSlicesFailure() throws IOException {
        try (var makers = makers(1024, 4 * 1024)) {
            makers.make(ALL);
            attempt.failed(new IllegalStateException("elsewhere"));
            assertThatThrownBy(() -> makers.make(ALL)).hasMessage("another slice has failed");
        }
    }

    /** The driver gives each row an array of its own; everything else is used again, but for the part itself. */
    @Test
    void aRowTakesItsOwnBytesOfTheHeapAndLittleElse() throws IOException {
        try (var makers = makers(MANY_ROWS, 8192, Long.MAX_VALUE)) {
            makers.sent(makers.make(ALL));
            long before = THREADS.getCurrentThreadAllocatedBytes();
            var part = makers.make(ALL);
            long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
            makers.sent(part);
            assertThat(part.rows()).isEqualTo(MANY_ROWS);
            assertThat(taken / MANY_ROWS).as("bytes a row of some six").isLessThan(120);
        }
    }
}
