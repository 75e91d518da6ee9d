package io.domostream.loader.job;

import io.domostream.loader.part.PartBuffer;
import io.domostream.loader.part.PartSettings;
import io.domostream.loader.report.WorkerTimes.Doing;
import io.domostream.loader.source.Page;
import io.domostream.loader.source.PageReader;
import io.domostream.loader.source.PageReaders;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.util.function.SingletonSupplier;

/**
 * Makes parts of pages. So many are made at once as the load may have readers, however many are on their way to Domo; and
 * those on their way stay within a share of the memory.
 */
final class PartMakers implements AutoCloseable {
    private static final int LOOK_MILLIS = 100;
    private static final int KILO = 1024;
    private static final int SHARE_OF_HEAP = 4;
    private final Attempt attempt;
    private final SingletonSupplier<PageReaders> pages;
    private final Queue<Maker> idle = new ConcurrentLinkedQueue<>();
    private final Semaphore readers;
    private final Semaphore room;
    private final int allRoom;

    PartMakers(Attempt attempt, Manifest manifest, long heap) {
        this.attempt = attempt;
        this.pages = SingletonSupplier.of(
                () -> attempt.source.readers(manifest.rowsOf(attempt.load), manifest.table(), attempt.snapshot()));
        var parts = attempt.load.pace().parts();
        long bytes = onTheirWay(parts, heap);
        var snapshot = attempt.snapshotIfHeld();
        readers = new Semaphore(snapshot == null ? parts.parallel() : snapshot.readers(parts.parallel()), true);
        allRoom = (int) Math.max(1, bytes / KILO);
        room = new Semaphore(allRoom, true);
    }

    /** So many bytes at most, of parts that are made and not yet sent. */
    static long onTheirWay(PartSettings parts, long heap) {
        return Math.min(parts.parallel() * parts.maxBytes().toBytes(), heap / SHARE_OF_HEAP);
    }

    /** Waits for a free reader, and, with the part made, for room; {@link #sent} gives the room back. */
    ReadyPart make(Page page) throws IOException {
        LogFields.part(page.number());
        long waited = take(readers, 1);
        try {
            var ready = make(page, maker());
            long held = take(room, need(ready));
            return ready.waited(waited, held);
        } finally {
            readers.release();
        }
    }

    private ReadyPart make(Page page, Maker maker) throws IOException {
        boolean made = false;
        try {
            var ready = maker.make(page, attempt);
            idle.add(maker);
            made = true;
            return ready;
        } finally {
            // After a failure nobody knows in what state its connection is.
            if (!made) {
                maker.close();
            }
        }
    }

    void sent(ReadyPart part) {
        room.release(need(part));
    }

    // A part larger than all the room goes alone.
    private int need(ReadyPart part) {
        return Math.min(allRoom, part.part().body().length / KILO + 1);
    }

    /** The nanoseconds it took. */
    private long take(Semaphore of, int count) {
        var times = attempt.around.progress().times();
        long begun = times.now();
        try {
            while (!of.tryAcquire(count, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                attempt.requireGoingOn();
            }
            return times.now() - begun;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LoadFailure.stopped();
        } finally {
            times.add(Doing.WAIT, times.now() - begun);
        }
    }

    private Maker maker() {
        var there = idle.poll();
        return there != null ? there : new Maker(pages.obtain().open(), attempt.partBuffer());
    }

    @Override
    public void close() {
        idle.forEach(Maker::close);
        idle.clear();
    }

    /** A connection to the source and the buffer its pages go into, both used again and again. */
    private record Maker(PageReader pages, PartBuffer csv) {
        ReadyPart make(Page page, Attempt attempt) throws IOException {
            csv.reset();
            long begun = attempt.around.progress().times().now();
            long nulledBefore = pages.nulledValues();
            long rows = pages.read(page, csv);
            return attempt.made(page.number(), rows, pages.nulledValues() - nulledBefore, csv, begun);
        }

        void close() {
            pages.close();
            csv.close();
        }
    }
}
