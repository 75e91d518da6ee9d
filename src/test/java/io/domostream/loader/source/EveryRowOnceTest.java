package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.source.Page.Nulls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EveryRowOnceTest {
    private static final int ROWS = 1003;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiterString = " <- ",
            quoteCharacter = '`',
            value = {
                "bigint <- i * 7 - 3000",
                "uuid <- md5(i::text)::uuid",
                "text <- chr(64 + i % 60) || '''\\ ' || i",
                "text COLLATE \"C\" <- CASE i % 2 WHEN 0 THEN 'a' ELSE 'B' END || i",
                "varchar(9) <- 'ä' || i",
                "char(8) <- 'x' || i",
                "citext <- CASE i % 2 WHEN 0 THEN 'a' ELSE 'B' END || i",
                "int4range <- int4range(i, i + 3)",
                "timestamptz <- TIMESTAMPTZ '2024-03-31 00:00:00.000001+01' + i * INTERVAL '7 min'",
                "date <- DATE '2024-01-01' + i",
                "numeric <- i / 7.0 - 50",
                "double precision <- i / 7.0 - 50",
                "bytea <- sha256(i::text::bytea)",
                "inet <- inet '10.0.0.0' + i",
                "whole <- i",
                "code <- 'c' || i"
            })
    void pagesAlongAKeyHoldEveryRowExactlyOnce(String type, String value) {
        try (var source = new Source(
                "CREATE EXTENSION citext",
                "CREATE DOMAIN whole AS bigint",
                "CREATE DOMAIN code AS text COLLATE \"C\" NOT NULL",
                "CREATE TABLE t (k %s PRIMARY KEY, n int NOT NULL)".formatted(type),
                "INSERT INTO t SELECT %s, i FROM generate_series(1, %d) AS i".formatted(value, ROWS))) {
            requireEachOnce(source, Source.table("t"), 100, 11);
        }
    }

    @Test
    void compositeKeysAreComparedAsRows() {
        try (var source = new Source(
                "CREATE TABLE t (a text COLLATE \"C\", b date, c numeric, n int, PRIMARY KEY (b, a, c))",
                "INSERT INTO t SELECT 'x' || i % 5, DATE '2024-01-01' + i % 3, i, i FROM generate_series(1, 1003) AS i")) {
            var spec = Source.table("t");
            assertThat(source.postgres.inspect(spec).key()).containsExactly("b", "a", "c");
            requireEachOnce(source, spec, 100, 11);
        }
    }

    @Test
    void rowsWithANullInTheKeyJoinTheLastPage() {
        try (var source = new Source(
                "CREATE TABLE t (a int, b int, n int NOT NULL, UNIQUE (a, b))",
                "INSERT INTO t SELECT nullif(i % 10, 3), nullif(i, 500), i FROM generate_series(1, 1003) AS i")) {
            var spec = Source.table("t", "a", "B");
            assertThat(source.postgres.inspect(spec).keyNullable()).isTrue();
            requireEachOnce(source, spec, 300, 4);
            requireEachOnce(source, spec, 5000, 1);
        }
    }

    @Test
    void manyRowsWithANullInTheKeyGetAPageOfTheirOwn() {
        try (var source = new Source(
                "CREATE TABLE t (a int, b int, n int NOT NULL)",
                "INSERT INTO t SELECT nullif(i % 10, 3), nullif(i, 500), i FROM generate_series(1, 1003) AS i")) {
            var spec = Source.table("t", "a", "b");
            // 901 rows lie in the ranges, 102 in none.
            requireEachOnce(source, spec, 100, 11);
            assertThat(source.plan(spec, 100).pages().get(10)).isEqualTo(new Page(11, null, null, Nulls.ALONE));
            assertThat(source.plan(spec, 201).pages()).hasSize(6);
            assertThat(source.plan(spec, 202).pages()).hasSize(6);
            assertThat(source.plan(spec, 204).pages()).hasSize(5);
        }
    }

    @Test
    void aKeyThatIsAlwaysNullIsOnePage() {
        try (var source = new Source(
                "CREATE TABLE t (k int, n int)", "INSERT INTO t SELECT NULL, i FROM generate_series(1, 1003) AS i")) {
            requireEachOnce(source, Source.table("t", "k"), 100, 1);
        }
    }

    @Test
    void aKeyThatRepeatsGivesNoEqualBounds() {
        try (var source = new Source(
                "CREATE EXTENSION citext",
                "CREATE TABLE t (k citext NOT NULL, n int NOT NULL)",
                "INSERT INTO t SELECT CASE i % 4 WHEN 0 THEN 'a' WHEN 1 THEN 'A' WHEN 2 THEN 'b' ELSE 'B' END, i"
                        + " FROM generate_series(1, 1003) AS i")) {
            requireEachOnce(source, Source.table("t", "k"), 100, 2);
        }
    }

    @Test
    void aPrimaryKeySaysNothingAboutInheritingTables() {
        try (var source = new Source(
                "CREATE TABLE t (k int PRIMARY KEY, n int)",
                "CREATE TABLE heir () INHERITS (t)",
                "INSERT INTO t SELECT i, i FROM generate_series(1, 1000) AS i",
                "INSERT INTO heir SELECT 500, i FROM generate_series(1001, 1003) AS i")) {
            requireEachOnce(source, Source.table("t"), 1, 1000);
        }
    }

    @Test
    void withoutAKeyPagesAreRangesOfBlocks() {
        try (var source = new Source(
                "CREATE TABLE t (pad text, n int)",
                "INSERT INTO t SELECT repeat('x', 500), i FROM generate_series(1, 1003) AS i")) {
            requireEachOnce(source, Source.table("t"), 100, 11);
        }
    }

    @Test
    void partitionsOfATableWithoutAKeyAreAllRead() {
        try (var source = new Source(
                "CREATE TABLE t (pad text, n int) PARTITION BY RANGE (n)",
                "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1) TO (200)",
                "CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (200) TO (2000)",
                "INSERT INTO t SELECT repeat('x', 500), i FROM generate_series(1, 1003) AS i")) {
            requireEachOnce(source, Source.table("t"), 100, 11);
        }
    }

    @Test
    void viewsAndQueriesAreRead() {
        try (var source = new Source(
                "CREATE TABLE base (pad text, n int)",
                "INSERT INTO base SELECT 'x', i FROM generate_series(1, 1010) AS i",
                "CREATE VIEW t AS SELECT * FROM base WHERE n <= 1003",
                "CREATE MATERIALIZED VIEW m AS SELECT * FROM t")) {
            requireEachOnce(source, Source.table("t"), 100, 1);
            requireEachOnce(source, Source.table("t", "n"), 100, 11);
            requireEachOnce(source, Source.table("m", "n"), 100, 11);
            var query = "SELECT pad, n FROM base WHERE n <= :most AND ':most' <> '' -- :most";
            requireEachOnce(source, Source.query(query, Map.of("most", 1003L)), 100, 1);
            requireEachOnce(source, Source.query(query, Map.of("most", 1003L), "n"), 100, 11);
        }
    }

    @Test
    void anEmptyTableIsOneUnboundedPage() {
        try (var source = new Source("CREATE TABLE k (k int PRIMARY KEY, n int)", "CREATE TABLE t (a int, n int)")) {
            for (var name : List.of("k", "t")) {
                var plan = source.plan(Source.table(name), 100);
                assertThat(plan.pages()).containsExactly(new Page(1, null, null, Nulls.LEFT_OUT));
                assertThat(plan.rows()).isZero();
                assertThat(source.all(Source.table(name))).isEmpty();
            }
        }
    }

    /** The last column counts from 1. */
    private static void requireEachOnce(Source source, SourceSpec spec, int rowsPerPage, int pages) {
        var found = new ArrayList<Integer>();
        var read = source.pages(spec, rowsPerPage);
        for (var page : read) {
            Arrays.stream(page.split("\n", -1))
                    .filter(line -> !line.isEmpty())
                    .forEach(line -> found.add(Integer.valueOf(line.substring(line.lastIndexOf(',') + 1))));
        }
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, ROWS).boxed().toList());
        assertThat(read).hasSize(pages);
    }
}
