package io.domostream.loader.job;

import io.domostream.loader.domo.DataSet;
import io.domostream.loader.domo.DomoClient;
import io.domostream.loader.domo.Stream;
import io.domostream.loader.part.Compression;
import io.domostream.loader.part.PartBuffer;
import io.domostream.loader.report.Progress;
import io.domostream.loader.report.WorkerTimes.Doing;
import io.domostream.loader.source.Snapshot;
import io.domostream.loader.source.SourceDatabase;
import io.domostream.loader.source.SourceTable;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.util.function.SingletonSupplier;

/** What the steps of one attempt hand each other; nothing here outlives the process. */
final class Attempt implements AutoCloseable {
    private static final Duration LONGEST_PART = Duration.ofMinutes(30);
    final LoadSettings load;
    final CommitSettings waits;
    final DomoClient domo;
    final SourceDatabase source;
    final Surroundings around;
    // Only an attempt that reads pages has the library unpacked.
    private final Supplier<Compression> compression;
    final SimpleAsyncTaskExecutor workers = new SimpleAsyncTaskExecutor("upload-");

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile @Nullable SourceTable table;
    private volatile @Nullable Stream stream;
    private volatile @Nullable DataSet dataSet;
    private volatile @Nullable Snapshot snapshot;

    /** The clock, the stop signal, the lock, what a person sees, and the bytes of heap that this load may count with. */
    record Surroundings(Clock clock, StopSignal stop, LoadLock lock, Progress progress, LoadTable loads, long heap) {}

    Attempt(LoadSettings load, CommitSettings waits, DomoClient domo, SourceDatabase source, Surroundings around) {
        this.load = load;
        this.waits = waits;
        this.domo = domo;
        this.source = source;
        this.around = around;
        this.compression = SingletonSupplier.of(() -> Compression.of(load.pace().parts(), around.heap()));
        workers.setConcurrencyLimit(load.pace().parts().onTheirWay());
        workers.setTaskTerminationTimeout(LONGEST_PART.toMillis());
    }

    /** The first failure is the cause; those of other slices follow from it or add nothing. */
    void failed(Throwable cause) {
        failure.compareAndSet(null, cause);
    }

    @Nullable
    Throwable failure() {
        return failure.get();
    }

    /** Throws where a worker has nothing more to do: the run is told to stop, or another slice has failed. */
    void requireGoingOn() {
        around.stop().orGoOn();
        if (failure() != null) {
            throw new IllegalStateException("another slice has failed", failure());
        }
    }

    Compression compression() {
        return compression.get();
    }

    PartBuffer partBuffer() {
        return compression()
                .buffer(
                        load.pace().parts().maxBytes().toBytes(),
                        around.progress().times()::now);
    }

    /** Ends a part that was begun then, and notes what its making took. */
    ReadyPart made(int number, long rows, long nulledValues, PartBuffer csv, long begunNanos) {
        var part = csv.finish();
        var times = around.progress().times();
        long compressing = csv.compressNanos();
        long reading = times.now() - begunNanos - compressing;
        times.add(Doing.COMPRESS, compressing);
        times.add(Doing.READ, reading);
        return new ReadyPart(number, rows, nulledValues, part, Took.made(reading, compressing));
    }

    void found(SourceTable table, @Nullable Stream stream, @Nullable DataSet dataSet) {
        this.table = table;
        this.stream = stream;
        this.dataSet = dataSet;
    }

    SourceTable table() {
        return there(table, "the source table");
    }

    @Nullable
    Stream stream() {
        return stream;
    }

    @Nullable
    DataSet dataSet() {
        return dataSet;
    }

    void hold(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    @Nullable
    Snapshot snapshotIfHeld() {
        return snapshot;
    }

    Snapshot snapshot() {
        return there(snapshot, "the snapshot");
    }

    /** Waiting for Domo must hold nothing on the source. */
    void letSnapshotGo() {
        var held = snapshot;
        snapshot = null;
        if (held != null) {
            held.close();
        }
    }

    private static <T> T there(@Nullable T thing, String name) {
        if (thing == null) {
            throw new IllegalStateException(name + " is asked for before its step has run");
        }
        return thing;
    }

    /** A part still under way when the lock is let go could arrive after one that the next attempt has sent. */
    @Override
    public void close() {
        failed(new IllegalStateException("the attempt is over"));
        try (source) {
            workers.close();
            letSnapshotGo();
        }
    }
}
