package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageLimitsTest {
    private static final String ROWS =
            "INSERT INTO t SELECT i, repeat('x', 94) FROM generate_series(10000, 29999) AS i";

    @ParameterizedTest
    @CsvSource({"100, 1000000, 50, 100", "50000, 1000, 50, 10", "50000, 99, 50, 1", "9, 9000000000000, 0.1, 9"})
    void aPageFillsHalfAPartAndHasAtLeastOneRow(int rows, long maxBytes, double rowBytes, int expected) {
        assertThat(new PageLimits(rows, maxBytes).rowsOf(rowBytes)).isEqualTo(expected);
    }

    @Test
    void theRowsOfALargeTableAreMeasuredAsCsv() {
        for (var key : new String[] {"PRIMARY KEY", ""}) {
            try (var source = new Source("CREATE TABLE t (n int " + key + ", v text)", ROWS, "ANALYZE t")) {
                var plan = plan(source, Source.table("t"));
                // Five digits, a comma, 94 letters in quotes and the line's end.
                assertThat(plan.rowBytes()).isEqualTo(103);
                assertThat(plan.rowsPerPage()).isEqualTo(485);
                assertThat(plan.rows()).isEqualTo(20_000);
                assertThat(plan.inOneGo()).isFalse();
            }
        }
    }

    @Test
    void blocksFromAllOverTheTableAreMeasured() {
        try (var source = new Source(
                "CREATE TABLE t (n int PRIMARY KEY, v text)",
                "INSERT INTO t SELECT i, repeat('x', CASE WHEN i < 10000 THEN 10 ELSE 200 END) FROM generate_series(0, 19999) AS i",
                "ANALYZE t")) {
            double average = source.all(Source.table("t")).length() / 20_000.0;
            assertThat(plan(source, Source.table("t")).rowBytes()).isCloseTo(average, within(average / 2));
        }
    }

    @Test
    void smallTablesViewsPartitionsAndQueriesWithAKeyAreMeasuredToo() {
        try (var source = new Source(
                "CREATE TABLE p (n int, v text) PARTITION BY RANGE (n)",
                "CREATE TABLE t PARTITION OF p FOR VALUES FROM (0) TO (100000)",
                ROWS,
                "CREATE VIEW w AS SELECT * FROM t WHERE n < 10100",
                "CREATE TABLE few AS SELECT * FROM w",
                "ANALYZE")) {
            for (var spec : new SourceSpec[] {
                Source.table("p"),
                Source.table("p", "n"),
                Source.table("w", "n"),
                Source.table("few"),
                Source.query("SELECT * FROM t", Map.of(), "n")
            }) {
                assertThat(plan(source, spec).rowBytes()).isEqualTo(103);
            }
        }
    }

    @Test
    void withoutRowsThePlannersGuessStands() {
        try (var source = new Source("CREATE TABLE t (n int PRIMARY KEY, v text)")) {
            assertThat(plan(source, Source.table("t")).rowBytes()).isPositive();
        }
    }

    @Test
    void rowsOfManyMegabytesAreNotAllReadToMeasureThem() {
        try (var source = new Source(
                "CREATE TABLE t (n int PRIMARY KEY, v text)",
                "INSERT INTO t SELECT i, 'x' FROM generate_series(1, 20) AS i",
                "CREATE VIEW w AS SELECT n, repeat(v, 10000000) AS v FROM t")) {
            var plan = plan(source, Source.table("w", "n"));
            assertThat(plan.rowBytes()).isCloseTo(1e7, within(10.0));
            assertThat(plan.rowsPerPage()).isOne();
            assertThat(plan.rows()).isEqualTo(20);
        }
    }

    private static PagePlan plan(Source source, SourceSpec spec) {
        var table = source.postgres.inspect(spec);
        try (var snapshot = source.postgres.openSnapshot(spec, 1)) {
            return source.postgres.plan(spec, table, new PageLimits(50_000, 100_000), snapshot);
        }
    }
}
