package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.source.Page.Nulls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By plain JDBC, pages of any size along any key hold every row exactly once. */
class JdbcEveryRowOnceTest {
    private static final int ROWS = 1003;

    @ParameterizedTest(name = "H2 {0}: {1}")
    @CsvSource(
            delimiterString = " <- ",
            quoteCharacter = '`',
            value = {
                "bigint <- i * 7 - 3000",
                "tinyint <- i % 100 - 50",
                "numeric(20, 7) <- i / 7.0 - 50",
                "decfloat <- i / 7.0 - 50",
                "double precision <- i / 7.0 - 50",
                "uuid <- random_uuid()",
                "varchar(99) <- char(64 + mod(i, 60)) || '''\\ ? ' || i",
                "varchar_ignorecase(9) <- case mod(i, 2) when 0 then 'a' else 'B' end || i",
                "char(8) <- 'x' || i",
                "date <- date '2024-01-01' + cast(i as int)",
                "timestamp(9) <- timestamp '2024-03-31 00:00:00.000000001' + i * interval '7' minute",
                "timestamp with time zone <- timestamp with time zone '2024-03-31 00:00:00.000001+01' + i * interval '7' minute",
                "varbinary(9) <- cast('k' || i as varbinary)",
            })
    void alongAKeyOfAnyTypeOnH2(String type, String value) {
        try (var source = JdbcDatabase.h2(
                "create table t (k %s not null, n int not null)".formatted(type),
                "insert into t select %s, i from system_range(1, %d) as r(i)".formatted(value, ROWS))) {
            requireEachOnce(source, Source.table("t", "k"), 100, 11);
        }
    }

    @ParameterizedTest(name = "PostgreSQL {0}: {1}")
    @CsvSource(
            delimiterString = " <- ",
            quoteCharacter = '`',
            value = {
                "uuid <- md5(i::text)::uuid",
                "text <- chr(64 + i % 60) || '''\\ ' || i",
                "text COLLATE \"C\" <- CASE i % 2 WHEN 0 THEN 'a' ELSE 'B' END || i",
                "timestamptz <- TIMESTAMPTZ '2024-03-31 00:00:00.000001+01' + i * INTERVAL '7 min'",
                "timestamp <- TIMESTAMP '2024-03-31 00:00:00.000001' + i * INTERVAL '7 min'",
                "numeric <- i / 7.0 - 50",
                "bytea <- sha256(i::text::bytea)",
            })
    void alongAKeyOfAnyTypeOnPostgres(String type, String value) {
        try (var source = JdbcDatabase.postgres(
                "CREATE TABLE t (k %s PRIMARY KEY, n int NOT NULL)".formatted(type),
                "INSERT INTO t SELECT %s, i FROM generate_series(1, %d) AS i".formatted(value, ROWS))) {
            requireEachOnce(source, Source.table("t"), 100, 11);
        }
    }

    @Test
    void compositeKeysAreComparedAsRows() {
        try (var source = JdbcDatabase.h2(
                "create table t (a varchar(9), b date, c numeric(9, 2), n int, primary key (b, a, c))",
                "insert into t select 'x' || mod(i, 5), date '2024-01-01' + mod(i, 3), i, i from system_range(1, 1003) as r(i)")) {
            var spec = Source.table("t");
            assertThat(source.jdbc.inspect(spec).key()).containsExactly("B", "A", "C");
            requireEachOnce(source, spec, 100, 11);
            requireEachOnce(source, spec, 10, 101);
        }
    }

    @Test
    void rowsWithANullInTheKeyJoinTheLastPageOrGetTheirOwn() {
        try (var source = JdbcDatabase.h2(
                "create table t (a int, b int, n int not null)",
                "insert into t select nullif(mod(i, 10), 3), nullif(i, 500), i from system_range(1, 1003) as r(i)")) {
            var spec = Source.table("t", "a", "b");
            assertThat(source.jdbc.inspect(spec).keyNullable()).isTrue();
            requireEachOnce(source, spec, 300, 4);
            requireEachOnce(source, spec, 5000, 1);
            // 901 rows lie in the ranges, 102 in none.
            requireEachOnce(source, spec, 100, 11);
            assertThat(source.plan(spec, 100).pages().get(10)).isEqualTo(new Page(11, null, null, Nulls.ALONE));
            assertThat(source.plan(spec, 204).pages()).hasSize(5);
        }
    }

    @Test
    void aKeyThatIsAlwaysNullIsOnePage() {
        try (var source = JdbcDatabase.h2(
                "create table t (k int, n int)", "insert into t select null, i from system_range(1, 1003) as r(i)")) {
            requireEachOnce(source, Source.table("t", "k"), 100, 1);
        }
    }

    @Test
    void keysThatTheDatabaseHoldsEqualGiveOneBound() {
        try (var source = JdbcDatabase.h2(
                "create table t (k varchar_ignorecase(9) not null, n int not null)",
                "insert into t select case mod(i, 4) when 0 then 'a' when 1 then 'A' when 2 then 'b' else 'B' end, i"
                        + " from system_range(1, 1003) as r(i)")) {
            requireEachOnce(source, Source.table("t", "k"), 100, 2);
        }
    }

    @Test
    void tablesWithoutAKeyViewsAndQueriesAreRead() {
        try (var source = JdbcDatabase.h2(
                "create table base (pad varchar(9), n int)",
                "insert into base select 'x', i from system_range(1, 1010) as r(i)",
                "create view t as select * from base where n <= 1003")) {
            assertThat(source.plan(Source.table("base"), 100).inOneGo()).isTrue();
            assertThat(source.plan(Source.table("base"), 100).rows()).isEqualTo(1010);
            requireEachOnce(source, Source.table("t", "n"), 100, 11);
            var query = "select pad, n from base where n <= :most and ':most' <> '' -- :most";
            requireEachOnce(source, Source.query(query, Map.of("most", 1003L), "n"), 100, 11);
            assertThat(source.plan(Source.query(query, Map.of("most", 1003L)), 100)
                            .inOneGo())
                    .isTrue();
        }
    }

    @Test
    void anEmptyTableIsOneUnboundedPage() {
        try (var source = JdbcDatabase.h2("create table t (k int primary key, n int)")) {
            var plan = source.plan(Source.table("t"), 100);
            assertThat(plan.pages()).containsExactly(new Page(1, null, null, Nulls.LEFT_OUT));
            assertThat(plan.rows()).isZero();
            assertThat(source.all(Source.table("t"))).isEmpty();
        }
    }

    @Test
    void pagesThatHoldARowTwiceAreRefused() {
        try (var source = JdbcDatabase.h2(
                "create table t (k varchar_ignorecase(9) primary key, n int)",
                "insert into t select lpad(i, 5, '0'), i from system_range(0, 400) as r(i)",
                "insert into t values ('bb', 1), ('e', 2)")) {
            var spec = Source.table("t");
            assertThat(source.boundsRise(spec, pages("a", "B", "c"))).isTrue();
            assertThat(source.boundsRise(spec, pages("a", "B", "b"))).isTrue();
            assertThat(source.boundsRise(spec, pages("a", "c", "B", "d"))).isFalse();
            assertThat(source.boundsRise(spec, pages("a", "c").subList(0, 2))).isFalse();
            var many = IntStream.range(0, 350).mapToObj("%05d"::formatted).toArray(String[]::new);
            assertThat(source.boundsRise(spec, pages(many))).isTrue();
            many[201] = many[199];
            assertThat(source.boundsRise(spec, pages(many))).isFalse();
        }
    }

    private static List<Page> pages(String... bounds) {
        return PagePlanner.pages(Arrays.stream(bounds).map(List::of).toList(), Nulls.LEFT_OUT);
    }

    /** The same tables, keys and page sizes, whichever database they are in. */
    @Test
    void randomTablesAreReadOnceFromBothDatabases() {
        var h2 =
                Map.of("bigint", "i", "varchar(20)", "r", "date", "date '2024-01-01' + i", "numeric(20, 5)", "i / 7.0");
        try (var source = JdbcDatabase.h2()) {
            for (int seed = 1; seed <= 30; seed++) {
                requireRandom(source, h2, "system_range(1, %d) as s(n)", seed);
            }
        }
        try (var source = JdbcDatabase.postgres()) {
            for (int seed = 1; seed <= 15; seed++) {
                requireRandom(source, h2, "generate_series(1, %d) as s(n)", seed);
            }
        }
    }

    private static void requireRandom(JdbcDatabase source, Map<String, String> types, String series, int seed) {
        var random = new Random(seed);
        var names = List.of("k q\"?", "select", "ä;--", "n2").subList(0, 1 + random.nextInt(4));
        var kinds = types.keySet().stream().sorted().toList();
        var definitions = new ArrayList<String>();
        var values = new ArrayList<String>();
        for (var name : names) {
            var type = kinds.get(random.nextInt(kinds.size()));
            var form = types.getOrDefault(type, "");
            // Few different values: equal keys and NULLs are met.
            var number = "mod(n * %d, %d)".formatted(1 + random.nextInt(50), 2 + random.nextInt(500));
            definitions.add(SqlLiteral.identifier(name) + " " + type);
            var value = switch (form) {
                case "i" -> number;
                case "r" -> "'''' || %s || ' \\'".formatted(number);
                default -> form.replaceAll("\\bi\\b", number);
            };
            values.add(
                    random.nextInt(3) == 0 ? "case when mod(n, 7) = 3 then null else %s end".formatted(value) : value);
        }
        int rows = random.nextInt(400);
        var table = "\"t" + seed + "\"";
        source.execute(
                "create table %s (%s, n int)".formatted(table, String.join(", ", definitions)),
                "insert into %s select %s, n from %s"
                        .formatted(table, String.join(", ", values), series.formatted(rows)));
        assertThat(numbers(
                        source.pages(Source.table("t" + seed, names.toArray(String[]::new)), 1 + random.nextInt(60))))
                .as("seed %d: %s", seed, definitions)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, rows).boxed().collect(Collectors.toList()));
    }

    private static void requireEachOnce(JdbcDatabase source, SourceSpec spec, int rowsPerPage, int pages) {
        var read = source.pages(spec, rowsPerPage);
        assertThat(numbers(read))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, ROWS).boxed().toList());
        assertThat(read).hasSize(pages);
    }

    /** The last column of each row. */
    private static List<Integer> numbers(List<String> pages) {
        return pages.stream()
                .flatMap(String::lines)
                .map(line -> Integer.valueOf(line.substring(line.lastIndexOf(',') + 1)))
                .toList();
    }
}
