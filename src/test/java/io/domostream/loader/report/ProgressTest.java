package io.domostream.loader.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.Effort;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final SteppedClock clock = new SteppedClock();
    private int retries;
    private final Progress progress = new Progress(clock, () -> new Effort(retries, 0), () -> 0);

    @Test
    void beforeThePartsThereIsNothingToSay() {
        assertThat(progress.uploading()).isFalse();
        progress.begin(2, 0);
        assertThat(progress.uploading()).isTrue();
    }

    @Test
    void theLineTellsWhatIsDoneHowFastAndWhatIsLeft() {
        progress.begin(20, 0);
        for (int i = 0; i < 5; i++) {
            clock.step(Duration.ofSeconds(2));
            progress.partDone(1000, 3_000_000, 1_000_000);
        }
        retries = 3;
        assertThat(progress.line()).isEqualTo("parts 5 of 20, 500 rows/s, 1.5 MB/s, 30 s left, 3 retries");
    }

    @Test
    void partsOfAnEarlierAttemptMakeThisOneNoFaster() {
        progress.begin(20, 10);
        clock.step(Duration.ofSeconds(4));
        progress.partDone(1000, 3_000_000, 1_000_000);
        assertThat(progress.line()).isEqualTo("parts 11 of 20, 250 rows/s, 0.8 MB/s, 36 s left, 0 retries");
    }

    @Test
    void whatOthersHaveSentIsSeenInAllAndNotAddedUp() {
        // Of a run before this one.
        progress.partDone(10, 0, 50);
        progress.begin(20, 10);
        clock.step(Duration.ofSeconds(2));
        progress.seen(new Progress.Sent(1, 1000, 3_000_000, 1_000_000));
        clock.step(Duration.ofSeconds(2));
        progress.seen(new Progress.Sent(2, 2000, 6_000_000, 2_000_000));
        clock.step(Duration.ofSeconds(4));
        progress.seen(new Progress.Sent(2, 2000, 6_000_000, 2_000_000));
        assertThat(progress.counts())
                .isEqualTo(new Progress.Counts(20, 12, 3, 2010, 6_000_000, 2_000_050, 0, new Effort(0, 0)));
        assertThat(progress.rates().megabytesASecond())
                .as("until the last part was seen")
                .isEqualTo(1.5);
        assertThat(progress.line()).isEqualTo("parts 12 of 20, 251 rows/s, 0.8 MB/s, 32 s left, 0 retries");
    }

    @Test
    void beforeTheFirstPartNobodyKnowsWhatIsLeft() {
        progress.begin(20, 0);
        clock.step(Duration.ofSeconds(10));
        assertThat(progress.line()).isEqualTo("parts 0 of 20, 0 rows/s, 0.0 MB/s, ? s left, 0 retries");
    }

    @Test
    void theWaitForTheCommitMakesTheUploadNoSlower() {
        progress.begin(1, 0);
        clock.step(Duration.ofSeconds(2));
        progress.partDone(1000, 4_000_000, 1_000_000);
        clock.step(Duration.ofMinutes(15));
        assertThat(progress.uploading()).isFalse();
        assertThat(progress.rates()).isEqualTo(new Progress.Rates(500, 2.0, 0));
    }

    /** Time passes when it is told to. */
    private static final class SteppedClock extends Clock {
        private Instant now = Instant.EPOCH;

        void step(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("progress has no zone");
        }
    }
}
