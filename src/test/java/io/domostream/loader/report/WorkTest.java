package io.domostream.loader.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkTest {
    private static PartTime part(int number, int slice, long endMillis, long bytes, PartTime.Took took) {
        return new PartTime(
                number, slice, 1, new PartTime.Size(100, bytes, bytes / 3), Samples.BEGUN.plusMillis(endMillis), took);
    }

    private static Work work(PartTime... parts) {
        var attempt = new Attempt(
                1,
                new Attempt.Time(Samples.BEGUN, null, null, null),
                null,
                new Attempt.Effort(parts.length, 0, null, null),
                Map.of(),
                Map.of(),
                Map.of());
        return Work.of(parts.length, List.of(attempt), List.of(parts));
    }

    @Test
    void throughputSpreadsEachPartsRowsOverItsSendingAndLosesNone() {
        var work = Samples.good().work();
        double rows = work.throughput().stream()
                .mapToDouble(rate -> rate.rowsPerSecond() * rate.seconds())
                .sum();
        assertThat(rows)
                .isCloseTo((double) work.totals().rows(), offset(work.totals().rows() / 1000.0));
    }

    @Test
    void aLongSendingIsASlowPartAndALongWaitIsNot() {
        var work = work(
                part(1, 0, 1000, 10, new PartTime.Took(900, 10, 10, 0, 10)),
                part(2, 1, 1000, 30, new PartTime.Took(0, 10, 10, 0, 200)),
                part(3, 2, 1000, 20, new PartTime.Took(0, 10, 10, 800, 20)));
        assertThat(work.slowest()).containsExactly(2, 3, 1);
        assertThat(work.largest()).containsExactly(2, 3, 1);
    }

    @Test
    void speedIsOfTheTimeFromTheFirstPartsBeginToTheLastOnesEnd() {
        var took = new PartTime.Took(0, 500, 0, 0, 500);
        var speed = work(part(1, 0, 1000, 10, took), part(2, 0, 2000, 10, took))
                .totals()
                .speed();
        assertThat(speed.seconds()).isEqualTo(2);
        assertThat(speed.rowsPerSecond()).isEqualTo(100);
    }

    @Test
    void receiptsWithoutTimesAreCountedAndSpeedIsOfWhatIsKnown() {
        var work = work(part(1, 0, 1000, 10, new PartTime.Took(0, 0, 0, 0, 0)));
        assertThat(work.slowest()).isEmpty();
        assertThat(work.totals().rows()).isEqualTo(100);
        assertThat(new ReportPage(Samples.good()).shares()).hasSize(5);
    }

    @Test
    void manySlicesShareAsManyLanesAsWentOnAtOnce() {
        var parts = Samples.large().work().parts();
        assertThat(Lane.of(parts)).hasSize(16);
        assertThat(Lane.of(parts).stream().mapToInt(lane -> lane.parts().size()).sum())
                .isEqualTo(10_000);
        assertThat(Lane.of(Samples.good().work().parts()))
                .extracting(Lane::label)
                .startsWith("0", "1", "2");
    }

    @Test
    void soManyPartsAreDrawnAsHowManySlicesWereDoingWhat() {
        var line = Timeline.of(Samples.large().work()).get(0);
        assertThat(line.drawn().atOnce()).isEqualTo(16);
        assertThat(line.drawn().named()).isEmpty();
        assertThat(Timeline.of(Samples.good().work()).get(0).drawn().atOnce()).isZero();
    }
}
