package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.TestPostgres;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A domain is read as its base type, and its constraints do not apply to what the loader writes. */
class DomainTest {
    private static final String[] DOMAINS = {
        "CREATE DOMAIN day AS date NOT NULL",
        "CREATE DOMAIN workday AS day CHECK (VALUE > '2000-01-01')",
        "CREATE DOMAIN instant AS timestamptz CHECK (VALUE IS NOT NULL)",
        "CREATE DOMAIN id AS int NOT NULL CHECK (VALUE > 0)",
        "CREATE DOMAIN order_id AS id CHECK (VALUE % 2 = 0)",
        "CREATE DOMAIN price AS numeric(12, 2)",
        "CREATE TYPE pair AS (a id, b day)",
        "CREATE DOMAIN pairs AS pair[]",
    };

    @ParameterizedTest
    @CsvSource({"day", "workday", "date"})
    void anUnfinishedDayIsReadAgain(String type) {
        try (var source = new Source(DOMAINS)) {
            TestPostgres.execute(
                    source.url,
                    "CREATE TABLE t (id int PRIMARY KEY, seen %s)".formatted(type),
                    "INSERT INTO t SELECT i, current_date FROM generate_series(1, 8) AS i");
            var spec = Source.table("t");
            var first = source.reading().increment(spec, Reading.merging(null), Reading.NOTHING);
            TestPostgres.execute(source.url, "INSERT INTO t SELECT i, current_date FROM generate_series(9, 12) AS i");
            var second = source.reading().increment(spec, Reading.merging(null), Reading.committed(first.reached()));
            assertThat(source.reading().ids(spec, second))
                    .hasSize(8 + 1 + 3 * 2)
                    .contains("12");
            var appended = source.reading().increment(spec, Reading.appending(null), Reading.NOTHING);
            assertThat(source.reading().ids(spec, appended)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"instant", "timestamptz"})
    void theLagHoldsInAnyTimeZone(String type) {
        try (var source = new Source(DOMAINS)) {
            TestPostgres.execute(
                    source.url,
                    "CREATE TABLE t (id int PRIMARY KEY, seen %s)".formatted(type),
                    "INSERT INTO t VALUES (1, now() - interval '2 h'), (2, now() - interval '30 min'), (3, now())");
            var watermark = new Watermark("seen", true, Span.of(Duration.ofHours(1)), null, ZoneId.of("Asia/Tokyo"));
            var spec = Source.table("t");
            var first = source.reading().increment(spec, watermark, Reading.NOTHING);
            assertThat(source.reading().ids(spec, first)).isEqualTo("1");
            TestPostgres.execute(source.url, "INSERT INTO t VALUES (4, now() - interval '30 min')");
            var later = new Watermark("seen", true, Span.of(Duration.ofMinutes(1)), null, ZoneId.of("Asia/Tokyo"));
            var second = source.reading().increment(spec, later, Reading.committed(first.reached()));
            assertThat(source.reading().ids(spec, second)).isEqualTo("24");
        }
    }

    @Test
    void aNumberOverADomainTakesLagAndOverlap() {
        try (var source = new Source(DOMAINS)) {
            TestPostgres.execute(
                    source.url,
                    "CREATE TABLE t (id int PRIMARY KEY, seen order_id)",
                    "INSERT INTO t SELECT i, i * 2 FROM generate_series(1, 9) AS i");
            var spec = Source.table("t");
            var lagging = source.reading().increment(spec, Reading.appending(Span.of(4)), Reading.NOTHING);
            assertThat(source.reading().ids(spec, lagging)).isEqualTo("1234567");
            // 2 less 100 is a value that the domain forbids.
            var overlapping = source.reading().increment(spec, Reading.merging(Span.of(100)), Reading.committed("2"));
            assertThat(source.reading().ids(spec, overlapping)).isEqualTo("123456789");
        }
    }

    @Test
    void keysAndBoundsAreOfTheBaseType() {
        try (var source = new Source(DOMAINS)) {
            TestPostgres.execute(
                    source.url,
                    "CREATE TABLE t (k order_id, d workday, p price, PRIMARY KEY (k, d))",
                    "INSERT INTO t SELECT i * 2, date '2024-01-01' + i % 3, i / 3.0 FROM generate_series(1, 500) AS i");
            assertThat(source.pages(Source.table("t"), 60)).hasSizeGreaterThan(7);
            assertThat(source.pages(Source.table("t", "p"), 60)).hasSizeGreaterThan(7);
            var table = source.postgres.inspect(Source.table("t"));
            assertThat(table.columns().stream().map(SourceColumn::type))
                    .containsExactly(DomoType.LONG, DomoType.DATE, DomoType.DECIMAL);
            assertThat(table.columns().stream().map(SourceColumn::sourceType))
                    .containsExactly("integer", "date", "numeric(12,2)");
        }
    }

    @Test
    void arraysOfDomainsAndRowsWithDomainsAreJson() {
        try (var source = new Source(DOMAINS)) {
            TestPostgres.execute(
                    source.url,
                    "CREATE TABLE t (ids id[], one pair, many pairs, n int)",
                    "INSERT INTO t VALUES ('{1,2}', '(3,2024-01-01)', ARRAY[ROW(4, '2024-01-02')::pair], 1)");
            assertThat(source.all(Source.table("t")))
                    .isEqualTo("\"[1,2]\",\"{\"\"a\"\":3,\"\"b\"\":\"\"2024-01-01\"\"}\","
                            + "\"[{\"\"a\"\":4,\"\"b\"\":\"\"2024-01-02\"\"}]\",1\n");
        }
    }

    @Test
    void aMergeKeyOfADomainIsProvenByItsIndexOrByReading() {
        try (var source = new Source(DOMAINS)) {
            TestPostgres.execute(
                    source.url,
                    "CREATE TABLE t (k order_id PRIMARY KEY, d day, UNIQUE (d))",
                    "INSERT INTO t VALUES (2, '2024-01-01'), (4, '2024-01-02')");
            var spec = Source.table("t");
            var table = source.postgres.inspect(spec);
            try (var snapshot = source.postgres.openSnapshot(spec, 1)) {
                source.postgres.requireUnique(spec, table, List.of("k"), snapshot);
                source.postgres.requireUnique(spec, table, List.of("d"), snapshot);
            }
        }
    }

    @Test
    void aParameterComparesWithADomain() {
        try (var source = new Source(DOMAINS)) {
            TestPostgres.execute(
                    source.url,
                    "CREATE TABLE t (k order_id, d workday)",
                    "INSERT INTO t VALUES (2, '2024-01-01'), (4, '2024-01-02')");
            assertThat(source.all(Source.query(
                            "SELECT k, d FROM t WHERE k > :k AND d >= :d",
                            Map.of("k", -1L, "d", LocalDate.of(2024, 1, 2)))))
                    .isEqualTo("4,2024-01-02\n");
        }
    }

    @Test
    void theZoneOfADomainOverALocalTimeIsTheLoads() {
        try (var source = new Source("CREATE DOMAIN local AS timestamp")) {
            TestPostgres.execute(
                    source.url,
                    "CREATE TABLE t (id int PRIMARY KEY, seen local)",
                    "INSERT INTO t VALUES (1, now() AT TIME ZONE 'Asia/Tokyo' - interval '10 min'),"
                            + " (2, now() AT TIME ZONE 'Asia/Tokyo' + interval '1 h')");
            var tokyo = new Watermark("seen", true, null, null, ZoneId.of("Asia/Tokyo"));
            var utc = new Watermark("seen", true, null, null, ZoneOffset.UTC);
            var spec = Source.table("t");
            var reading = source.reading();
            assertThat(reading.ids(spec, reading.increment(spec, tokyo, Reading.NOTHING)))
                    .isEqualTo("1");
            assertThat(reading.ids(spec, reading.increment(spec, utc, Reading.NOTHING)))
                    .isEmpty();
        }
    }
}
