package io.domostream.loader.source;

import static io.domostream.loader.source.Reading.NOTHING;
import static io.domostream.loader.source.Reading.appending;
import static io.domostream.loader.source.Reading.committed;
import static io.domostream.loader.source.Reading.merging;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.BadSettings;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As {@link IncrementTest}, by plain JDBC. */
class JdbcIncrementTest {
    private JdbcDatabase source = JdbcDatabase.h2();

    @AfterEach
    void end() {
        source.close();
    }

    private void table(String type, String... values) {
        source.execute("create table events (id bigint primary key, seen " + type + ")");
        for (int i = 0; i < values.length; i++) {
            source.execute("insert into events values (%d, %s)".formatted(i + 1, values[i]));
        }
    }

    private Increment increment(Watermark watermark, Watermark.Past past) {
        return source.reading().increment(Source.table("events"), watermark, past);
    }

    /** The ids in it, in order. */
    private String ids(Increment increment) {
        return source.reading().ids(Source.table("events"), increment);
    }

    private static String quoted(String value) {
        return "'" + value + "'";
    }

    @ParameterizedTest
    @CsvSource({
        "true, bigint, 10, 20, 30",
        "true, 'numeric(12,3)', 0.001, 0.002, 1000",
        "true, 'timestamp(6) with time zone', '2026-01-01 00:00:00.000001+00', '2026-01-01 00:00:00.000002+00', '2026-01-01 02:00:00+01'",
        "true, 'timestamp(9)', '2026-01-01 00:00:00.000000001', '2026-01-01 00:00:00.000000002', '2026-01-01 00:00:01'",
        "true, date, 2026-01-01, 2026-01-02, 2026-01-03",
        "false, bigint, 10, 20, 30",
        "false, timestamptz, '2026-01-01 00:00:00.000001+00', '2026-01-01 00:00:00.000002+00', '2026-01-01 02:00+01'",
        "false, timestamp, '2026-01-01 00:00:00.000001', '2026-01-01 00:00:00.000002', '2026-01-01 00:00:01'"
    })
    void rowsPastACommittedValueAreExactlyTheOthers(
            boolean h2, String type, String first, String second, String third) {
        if (!h2) {
            source.close();
            source = JdbcDatabase.postgres();
        }
        table(type, quoted(first), quoted(second));
        var all = increment(appending(null), NOTHING);
        assertThat(ids(all)).isEqualTo("12");
        assertThat(ids(increment(appending(null), committed(all.reached())))).isEmpty();
        source.execute("insert into events values (3, " + quoted(third) + ")");
        assertThat(ids(all)).isEqualTo("12");
        assertThat(ids(increment(appending(null), committed(all.reached())))).isEqualTo("3");
    }

    @Test
    void anAppendWaitsFiveMinutesForRowsThatAreCommittedLate() {
        table("timestamp with time zone", "dateadd(minute, -6, now())", "dateadd(minute, -4, now())", "now()");
        assertThat(ids(increment(appending(null), NOTHING))).isEqualTo("1");
        assertThat(ids(increment(appending(Span.of(Duration.ofMinutes(3))), NOTHING)))
                .isEqualTo("12");
    }

    @Test
    void anAppendLeavesADayAloneUntilItIsOverAndAMergeReadsItAgain() {
        table("date", "current_date - 2", "current_date - 1", "current_date");
        assertThat(ids(increment(appending(Span.of(Duration.ZERO)), NOTHING))).isEqualTo("12");
        var merged = increment(merging(null), NOTHING);
        assertThat(ids(merged)).isEqualTo("123");
        assertThat(ids(increment(merging(null), committed(merged.reached())))).isEqualTo("3");
    }

    @Test
    void aRowOfTheFutureIsMergedAtOnceAndHidesNoLaterOne() {
        table("timestamp with time zone", "dateadd(hour, -1, now())", "dateadd(year, 1, now())");
        var increment = increment(merging(null), NOTHING);
        assertThat(ids(increment)).isEqualTo("12");
        source.execute("insert into events values (3, dateadd(second, 1, now()))");
        assertThat(ids(increment(merging(null), committed(increment.reached()))))
                .isEqualTo("23");
    }

    @Test
    void timesWithoutAZoneAreOfTheLoadsZone() {
        source.execute(
                "set time zone 'UTC'",
                "create table events (id bigint primary key, seen timestamp)",
                "insert into events values (1, dateadd(minute, 9 * 60 - 10, localtimestamp))");
        var tokyo = new Watermark("seen", true, null, null, ZoneId.of("Asia/Tokyo"));
        assertThat(ids(increment(appending(null), NOTHING))).isEmpty();
        assertThat(ids(increment(tokyo, NOTHING))).isEqualTo("1");
    }

    @Test
    void overlapsAndLagsAreOfTheColumnsKind() {
        table("bigint", "10", "20", "30");
        assertThat(ids(increment(merging(Span.of(10)), committed("30")))).isEqualTo("23");
        assertThat(ids(increment(appending(Span.of(5)), NOTHING))).isEqualTo("12");
        assertThatThrownBy(() -> increment(appending(Span.of(Duration.ofMinutes(1))), NOTHING))
                .hasMessageContaining("lag is PT1M");
    }

    @Test
    void rowsWithoutAValueAreTold() {
        table("bigint", "10", "null");
        var increment = increment(merging(null), committed("10"));
        assertThat(increment.nulls()).isTrue();
        assertThat(ids(increment)).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource({"2026-01-02, 3", "2026-01-01 12:00, 23", "2026-01-01T23:00:00-02:00, 3"})
    void aPersonMaySayWhereToBegin(String since, String ids) {
        table(
                "timestamp with time zone",
                "'2026-01-01 00:00:00+00'",
                "'2026-01-02 00:00:00+00'",
                "'2026-01-03 00:00:00+00'");
        assertThat(ids(increment(merging(null), new Watermark.Past("2026-01-03T00:00Z", since, false))))
                .isEqualTo(ids);
    }

    @Test
    void aPlaceToBeginThatIsNoValueIsTold() {
        table("date", "'2026-01-01'");
        assertThatThrownBy(() -> increment(merging(null), new Watermark.Past(null, "soon", false)))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("parameter since is soon");
    }

    @Test
    void aColumnOfTextsIsRefused() {
        table("varchar(9)", "'a'");
        assertThatThrownBy(() -> increment(merging(null), NOTHING)).hasMessageContaining("times or numbers");
    }
}
