package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.TestPostgres;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of a watermark at the edges of its type, and at those of a run. */
class WatermarkValuesTest {
    private static Source events(String type, String... values) {
        var source = new Source("CREATE TABLE t (id int PRIMARY KEY, seen %s)".formatted(type));
        for (int i = 0; i < values.length; i++) {
            TestPostgres.execute(source.url, "INSERT INTO t VALUES (%d, %s)".formatted(i + 1, values[i]));
        }
        return source;
    }

    @ParameterizedTest
    @CsvSource({"float8,NaN", "real,Infinity", "numeric,NaN", "numeric,Infinity"})
    void nothingComesAfterTheLargestNumber(String type, String value) {
        try (var source = events(type, "1", "'" + value + "'")) {
            for (var watermark : new Watermark[] {Reading.merging(null), Reading.appending(Span.of(5))}) {
                assertThatThrownBy(() -> source.reading().increment(Source.table("t"), watermark, Reading.NOTHING))
                        .isInstanceOfSatisfying(
                                SourceException.class,
                                e -> assertThat(e.settings()).isTrue())
                        .hasMessageContainingAll("seen", value);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"float8", "numeric"})
    void theLeastNumberIsAValueAsAnyOther(String type) {
        try (var source = events(type, "'-Infinity'", "-5", "-3")) {
            var spec = Source.table("t");
            var first = source.reading().increment(spec, Reading.merging(null), Reading.NOTHING);
            assertThat(source.reading().ids(spec, first)).isEqualTo("123");
            var next = source.reading().increment(spec, Reading.merging(Span.of(3)), Reading.committed("-3"));
            assertThat(source.reading().ids(spec, next)).isEqualTo("23");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "smallint,-32768",
        "int,-2147483648",
        "bigint,-9223372036854775808",
        "oid,0",
        "money,'-92233720368547758.08'"
    })
    void anOverlapEndsAtTheTypesLeastValue(String type, String least) {
        try (var source = events(type, "'" + least + "'", "7")) {
            var spec = Source.table("t");
            var next = source.reading().increment(spec, Reading.merging(Span.of(100)), Reading.committed(least));
            assertThat(source.reading().ids(spec, next)).isEqualTo("12");
            var lagging = source.reading().increment(spec, Reading.appending(Span.of(3)), Reading.NOTHING);
            assertThat(source.reading().ids(spec, lagging)).isEqualTo("1");
        }
    }

    @Test
    void rowsWithTheSameNewestValueAreLoadedTogether() {
        try (var source = events("int", "1", "2", "2", "2")) {
            var spec = Source.table("t");
            for (var watermark : new Watermark[] {Reading.merging(null), Reading.appending(Span.of(0))}) {
                var first = source.reading().increment(spec, watermark, Reading.committed("1"));
                assertThat(source.reading().ids(spec, first)).isEqualTo("234");
                assertThat(first.reached()).isEqualTo("2");
                var none = source.reading().increment(spec, watermark, Reading.committed("2"));
                assertThat(source.reading().ids(spec, none)).isEmpty();
            }
            TestPostgres.execute(source.url, "INSERT INTO t VALUES (5, 2), (6, 3)");
            var again = source.reading().increment(spec, Reading.merging(Span.of(0)), Reading.committed("2"));
            assertThat(source.reading().ids(spec, again)).isEqualTo("23456");
        }
    }

    @ParameterizedTest
    @CsvSource({"timestamptz", "timestamp", "date"})
    void theFutureIsLoadedAgainUntilItHasCome(String type) {
        var ahead = "date".equals(type) ? "current_date + 3" : "now() + interval '3 days'";
        try (var source = events(type, "'-infinity'", "now() - interval '3 days'", ahead, "'infinity'")) {
            var spec = Source.table("t");
            var first = source.reading().increment(spec, Reading.merging(null), Reading.NOTHING);
            assertThat(source.reading().ids(spec, first)).isEqualTo("1234");
            var second = source.reading().increment(spec, Reading.merging(null), Reading.committed(first.reached()));
            assertThat(source.reading().ids(spec, second)).isEqualTo("34");
            TestPostgres.execute(source.url, "INSERT INTO t VALUES (5, now() + interval '1 day')");
            assertThat(source.reading()
                            .ids(
                                    spec,
                                    source.reading()
                                            .increment(
                                                    spec, Reading.merging(null), Reading.committed(second.reached()))))
                    .isEqualTo("345");
            var appended = source.reading().increment(spec, Reading.appending(null), Reading.NOTHING);
            assertThat(source.reading().ids(spec, appended)).isEqualTo("12");
        }
    }

    @Test
    void withoutAValueNothingIsReached() {
        try (var source = events("timestamptz", "NULL", "NULL")) {
            var increment = source.reading().increment(Source.table("t"), Reading.merging(null), Reading.NOTHING);
            assertThat(increment.nulls()).isTrue();
            assertThat(increment.reached()).isNull();
            assertThat(source.reading().ids(Source.table("t"), increment)).isEqualTo("12");
        }
    }

    /** In Berlin 02:00 to 03:00 comes twice on 2026-10-25: the second pass is stamped before the end of the first. */
    @Test
    void aLocalHourThatRepeatsNeedsAnOverlapOfOneMore() {
        try (var source = events("timestamp", "'2026-10-25 02:50'")) {
            var spec = Source.table("t");
            var berlin = ZoneId.of("Europe/Berlin");
            var first = source.reading().increment(spec, Reading.merging(null), Reading.NOTHING);
            assertThat(first.reached()).isEqualTo("2026-10-25 02:50:00");
            // Ten minutes of life later, 02:00 in the second pass, and then the hour after it.
            TestPostgres.execute(source.url, "INSERT INTO t VALUES (2, '2026-10-25 02:00'), (3, '2026-10-25 03:10')");
            var short15 = new Watermark("seen", false, null, Span.of(Duration.ofMinutes(15)), berlin);
            assertThat(source.reading()
                            .ids(spec, source.reading().increment(spec, short15, Reading.committed(first.reached()))))
                    .isEqualTo("13");
            var long75 = new Watermark("seen", false, null, Span.of(Duration.ofMinutes(75)), berlin);
            assertThat(source.reading()
                            .ids(spec, source.reading().increment(spec, long75, Reading.committed(first.reached()))))
                    .isEqualTo("123");
        }
    }
}
