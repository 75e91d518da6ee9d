package io.domostream.loader.job;

import io.domostream.loader.report.Progress;
import io.domostream.loader.report.WorkerTimes;
import io.domostream.loader.report.WorkerTimes.Doing;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What the workers of one attempt have sent: a slice tells of the parts too that earlier attempts have sent. */
final class SentByWorkers {
    private final Manifest manifest;
    private final Receipts before;

    /** {@code before}: what was there when the attempt began. */
    SentByWorkers(RunState state, Receipts before) {
        this.manifest = state.planned();
        this.before = before;
    }

    int partsBefore() {
        return before.byPart().size();
    }

    /** Parts as they come, their rows and bytes as soon as their slice is done. */
    Progress.Sent of(List<SliceRow> slices) {
        var sum = SliceSum.of(List.of());
        for (var slice : slices) {
            if (slice.done()) {
                sum = sum.plus(slice.sum()).minus(SliceSum.of(before(slice)));
            }
        }
        return new Progress.Sent(
                slices.stream().mapToInt(SliceRow::parts).sum(), sum.rows(), sum.rawBytes(), sum.sentBytes());
    }

    private List<Receipt> before(SliceRow slice) {
        return manifest.slice(Slices.number(slice.name())).stream()
                .map(page -> before.byPart().get(page.number()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** What the workers' time was spent on, as the receipts have it: what they recorded with is in none of them. */
    void addTimes(Receipts now, WorkerTimes times) {
        now.byPart().forEach((part, receipt) -> {
            if (!receipt.equals(before.byPart().get(part))) {
                add(receipt.took(), times);
            }
        });
    }

    private static void add(Took took, WorkerTimes times) {
        times.add(Doing.READ, nanos(took.reading()));
        times.add(Doing.COMPRESS, nanos(took.compressing()));
        times.add(Doing.SEND, nanos(took.sending()));
        times.add(Doing.WAIT, nanos(took.waiting() + took.held()));
        times.addAll(nanos(took.all()));
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
