package io.domostream.loader.source;

import static io.domostream.loader.source.Reading.NOTHING;
import static io.domostream.loader.source.Reading.appending;
import static io.domostream.loader.source.Reading.committed;
import static io.domostream.loader.source.Reading.merging;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.BadSettings;
import io.domostream.loader.TestPostgres;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncrementTest {
    private final Source source = new Source();

    @AfterEach
    void end() {
        source.close();
    }

    private void table(String type, String... values) {
        TestPostgres.execute(source.url, "create table events (id bigint primary key, seen " + type + ")");
        for (int i = 0; i < values.length; i++) {
            TestPostgres.execute(source.url, "insert into events values (%d, %s)".formatted(i + 1, values[i]));
        }
    }

    private Increment increment(SourceSpec spec, Watermark watermark, Watermark.Past past) {
        return source.reading().increment(spec, watermark, past);
    }

    private Increment increment(Watermark watermark, Watermark.Past past) {
        return increment(Source.table("events"), watermark, past);
    }

    /** The ids in it, in order. */
    private String ids(Increment increment) {
        return ids(Source.table("events"), increment);
    }

    private String ids(SourceSpec spec, Increment increment) {
        return source.reading().ids(spec, increment);
    }

    @ParameterizedTest
    @CsvSource({
        "bigint, 10, 20, 30",
        "integer, -1, 0, 1",
        "'numeric(12,3)', 0.001, 0.002, 1000",
        "double precision, 0.1, 0.2, 1e300",
        "timestamptz, '2026-01-01 00:00:00.000001+00', '2026-01-01 00:00:00.000002+00', '2026-01-01 02:00+01'",
        "timestamp(3), '2026-01-01 00:00:00.001', '2026-01-01 00:00:00.002', '2026-01-01 00:00:01'",
        "date, 2026-01-01, 2026-01-02, 2026-01-03"
    })
    void rowsPastACommittedValueAreExactlyTheOthers(String type, String first, String second, String third) {
        table(type, quoted(first), quoted(second));
        var all = increment(appending(null), NOTHING);
        assertThat(ids(all)).isEqualTo("12");
        assertThat(ids(increment(appending(null), committed(all.reached())))).isEmpty();
        TestPostgres.execute(source.url, "insert into events values (3, " + quoted(third) + ")");
        assertThat(ids(increment(appending(null), committed(all.reached())))).isEqualTo("3");
    }

    private static String quoted(String value) {
        return "'" + value + "'";
    }

    @Test
    void aCommittedValueThatIsAheadOfAllRowsStays() {
        table("bigint", "10", "20");
        assertThat(increment(appending(Span.of(5)), committed("19")).reached()).isEqualTo("19");
    }

    @Test
    void theUpperBoundKeepsLaterRowsOutOfARunThatGoesOn() {
        table("bigint", "10", "20");
        var increment = increment(appending(null), NOTHING);
        TestPostgres.execute(source.url, "insert into events values (3, 30), (4, 15)");
        assertThat(ids(increment)).isEqualTo("124");
    }

    @Test
    void anAppendWaitsFiveMinutesForRowsThatAreCommittedLate() {
        table("timestamptz", "now() - interval '6 minutes'", "now() - interval '4 minutes'", "now()");
        assertThat(ids(increment(appending(null), NOTHING))).isEqualTo("1");
        assertThat(ids(increment(appending(Span.of(Duration.ofMinutes(3))), NOTHING)))
                .isEqualTo("12");
        assertThat(ids(increment(appending(Span.of(Duration.ZERO)), NOTHING))).isEqualTo("123");
    }

    @Test
    void anAppendLeavesADayAloneUntilItIsOver() {
        table("date", "current_date - 2", "current_date - 1", "current_date");
        assertThat(ids(increment(appending(Span.of(Duration.ZERO)), NOTHING))).isEqualTo("12");
    }

    @Test
    void aMergeTakesTheNewestDayAndReadsItAgain() {
        table("date", "current_date - 1", "current_date");
        var increment = increment(merging(null), NOTHING);
        assertThat(ids(increment)).isEqualTo("12");
        assertThat(ids(increment(merging(null), committed(increment.reached()))))
                .isEqualTo("2");
    }

    @Test
    void aRowOfTheFutureIsMergedAtOnceAndHidesNoLaterOne() {
        table("timestamptz", "now() - interval '1 hour'", "now() + interval '1 year'", "'infinity'");
        var increment = increment(merging(null), NOTHING);
        assertThat(ids(increment)).isEqualTo("123");
        TestPostgres.execute(source.url, "insert into events values (4, now())");
        assertThat(ids(increment(merging(null), committed(increment.reached()))))
                .isEqualTo("234");
    }

    @Test
    void timesWithoutAZoneAreOfTheLoadsZone() {
        table("timestamp", "(now() at time zone 'Asia/Tokyo') - interval '10 minutes'");
        var utc = appending(null);
        var tokyo = new Watermark("seen", true, null, null, ZoneId.of("Asia/Tokyo"));
        assertThat(ids(increment(utc, NOTHING))).isEmpty();
        assertThat(ids(increment(tokyo, NOTHING))).isEqualTo("1");
    }

    @Test
    void overlapReadsSoMuchAgain() {
        table("timestamptz", "'2026-01-01 00:00+00'", "'2026-01-02 00:00+00'", "'2026-01-03 00:00+00'");
        var past = committed("2026-01-03 00:00:00+00");
        assertThat(ids(increment(merging(null), past))).isEmpty();
        assertThat(ids(increment(merging(Span.of(Duration.ofDays(1))), past))).isEqualTo("23");
    }

    @Test
    void numbersOverlapAndLagByNumbers() {
        table("bigint", "10", "20", "30");
        assertThat(ids(increment(merging(Span.of(10)), committed("30")))).isEqualTo("23");
        assertThat(ids(increment(appending(Span.of(5)), NOTHING))).isEqualTo("12");
    }

    @Test
    void aSpanOfTheOtherKindIsTold() {
        table("bigint", "10");
        assertThatThrownBy(() -> increment(appending(Span.of(Duration.ofMinutes(1))), NOTHING))
                .hasMessageContaining("lag is PT1M")
                .hasMessageContaining("give a whole number");
    }

    @Test
    void aMergeReadsRowsWithoutAValueEachTime() {
        table("bigint", "10", "null");
        var increment = increment(merging(null), committed("10"));
        assertThat(increment.nulls()).isTrue();
        assertThat(ids(increment)).isEqualTo("2");
    }

    @Test
    void withoutAnyValueThereIsNothingPastIt() {
        table("bigint not null");
        assertThat(ids(increment(appending(null), NOTHING))).isEmpty();
    }

    @Test
    void aPersonMaySayWhereToBeginOrTakeAll() {
        table("bigint", "10", "20", "30");
        assertThat(ids(increment(appending(null), new Watermark.Past("30", "10", false))))
                .isEqualTo("23");
        var all = increment(appending(null), new Watermark.Past("40", null, true));
        assertThat(ids(all)).isEqualTo("123");
        assertThat(all.reached()).as("what was appended before stays so").isEqualTo("40");
    }

    @Test
    void aPlaceToBeginThatIsNoValueIsTold() {
        table("bigint", "10");
        assertThatThrownBy(() -> increment(appending(null), new Watermark.Past(null, "x'; drop table events", false)))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("parameter since is x'; drop table events")
                .hasMessageContaining("bigint");
        assertThat(ids(increment(appending(null), NOTHING))).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"text, 'a', type text", "numeric, 'NaN', largest value is NaN"})
    void aColumnThatCannotTellNewRowsIsRefused(String type, String value, String said) {
        table(type, quoted(value));
        assertThatThrownBy(() -> increment(appending(null), NOTHING))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(said);
    }

    @Test
    void aColumnThatIsNotThereIsToldWithTheOthers() {
        table("bigint", "1");
        var watermark = new Watermark("changed", true, null, null, ZoneOffset.UTC);
        assertThatThrownBy(() -> increment(watermark, NOTHING)).hasMessageContaining("give one of id, seen");
    }

    @Test
    void aTableWithoutAKeyIsCutByBlocks() {
        TestPostgres.execute(
                source.url,
                "create table log (id bigint, seen bigint, note text)",
                "insert into log select g, g, repeat('x', 500) from generate_series(1, 200) g");
        var spec = Source.table("log");
        var increment = increment(spec, appending(null), committed("150"));
        assertThat(source.pages(spec.within(increment), 10)).hasSizeGreaterThan(2);
        assertThat(source.all(spec.within(increment)).lines()).hasSize(50);
    }

    @Test
    void aQueryWithoutAKeyAndAViewAreLimitedToo() {
        table("bigint", "10", "20");
        TestPostgres.execute(source.url, "create view shown as select * from events");
        var query = Source.query("select id, seen from events where id > :least -- all", Map.of("least", 0L), "id");
        assertThat(ids(query, increment(query, appending(null), committed("10"))))
                .isEqualTo("2");
        var view = Source.table("shown", "id");
        assertThat(ids(view, increment(view, appending(null), committed("10")))).isEqualTo("2");
    }
}
