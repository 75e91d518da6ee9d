package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The DataSet holds the source's rows, value by value, whatever the key and the values are. */
class EveryRowArrivesTest {
    private static final String HOSTILE = """
            insert into t (id, v) values
              (1, 'say "hi"'), (2, 'a,b'), (3, E'line\\nline'), (4, E'cr\\rlf\\r\\n'), (5, E'tab\\t'), (6, 'back\\slash'),
              (7, '\\N'), (8, '\\.'), (9, ''), (10, null), (11, '😀 ä 漢'), (12, ' blanks '), (13, ''''), (14, '"'),
              (15, E'\\n'), (16, 'NULL'), (17, repeat('0123456789abcdef', 4096)), (18, E'"\\n,"')""";

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void begin() {
        world = new World(folder);
    }

    @AfterEach
    void end() {
        world.close();
    }

    /** A source by what makes it, what is loaded of it, and how its rows read. */
    record Case(String name, List<String> made, String load, String select) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case table(String name, String key, String... made) {
        return new Case(name, List.of(made), "table: t\n  " + key, "select id, v from t");
    }

    static Stream<Case> sources() {
        return Stream.of(
                table(
                        "a bigint key with gaps, negative too",
                        "",
                        "create table t (id bigint primary key, v text)",
                        "insert into t select g * g * g, 'v' || g from generate_series(-60, 60) g",
                        "insert into t values (9223372036854775807, 'most'), (-9223372036854775808, 'least')"),
                new Case(
                        "a composite key",
                        List.of(
                                "create table t (a int, b text collate \"C\", v text, primary key (a, b))",
                                "insert into t select g / 7, 'b' || g % 7, 'v' || g from generate_series(1, 200) g"),
                        "table: t",
                        "select a, b, v from t"),
                table(
                        "a UUID key",
                        "",
                        "create table t (id uuid primary key, v text)",
                        "insert into t select md5(g::text)::uuid, 'v' || g from generate_series(1, 200) g"),
                table(
                        "a text key in the database's own collation",
                        "",
                        "create table t (id text primary key, v text)",
                        "insert into t select case g % 3 when 0 then upper(md5(g::text)) when 1 then 'ä' || g else 'a-' || g end, 'v'"
                                + " from generate_series(1, 200) g"),
                table(
                        "a unique key with many NULLs",
                        "key: [id]",
                        "create table t (id int unique, v text)",
                        "insert into t select case when g % 2 = 0 then g end, 'v' || g from generate_series(1, 200) g"),
                table(
                        "no key",
                        "",
                        "create table t (id int, v text)",
                        "insert into t select g % 10, repeat('v', 500) from generate_series(1, 200) g"),
                table("one row", "", "create table t (id int primary key, v text)", "insert into t values (1, 'v')"),
                table("hostile text", "", "create table t (id int primary key, v text)", HOSTILE),
                table(
                        "hostile text as the key",
                        "key: [v]",
                        "create table t (id int, v text)",
                        HOSTILE.replace(", (17, repeat('0123456789abcdef', 4096))", "")),
                new Case(
                        "a query along its key",
                        List.of(
                                "create table t (id int primary key, v text)",
                                "insert into t select g, 'v' || g from generate_series(1, 200) g"),
                        "query: select id * 2 as id, v from t -- the end\n  key: [id]",
                        "select id * 2, v from t"),
                new Case(
                        "a query in one go",
                        List.of(
                                "create table t (id int primary key, v text)",
                                "insert into t select g, repeat('v', g) from generate_series(1, 200) g"),
                        "query: select v, count(*) as n from t group by v;",
                        "select v, count(*) from t group by v"),
                new Case(
                        "a view",
                        List.of(
                                "create table t (id int primary key, v text)",
                                HOSTILE,
                                "create view w as select v, id from t where id < 15"),
                        "table: w",
                        "select v, id from w"),
                new Case(
                        "without a snapshot",
                        List.of(
                                "create table t (id int primary key, v text)",
                                "insert into t select g, 'v' || g from generate_series(1, 200) g"),
                        "table: t\n  snapshot: none",
                        "select id, v from t"));
    }

    private Loader load(String source) {
        world.settings("""
                all:
                  dataset: { name: All }
                  parts: { rows: 15, parallel: 2 }
                """ + "  " + source + "\n");
        return world.run("run", "all", "--json");
    }

    private String data(Loader run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return world.data(run.json().get("datasetId").asString());
    }

    @ParameterizedTest
    @MethodSource("sources")
    void ofEverySource(Case source) {
        TestPostgres.execute(world.source, source.made().toArray(String[]::new));
        var run = load(source.load());
        var expected = Rows.inDatabase(world.source, source.select());
        assertThat(Rows.inExport(data(run))).isEqualTo(expected);
        assertThat(run.json().get("rows").asInt()).isEqualTo(expected.size());
    }

    @Test
    void ofAnEmptyTableNothingIsLeftWhereThatIsAllowed() {
        TestPostgres.execute(world.source, "create table t (id int primary key, v text)", HOSTILE);
        data(load("table: t"));
        TestPostgres.execute(world.source, "truncate t");
        assertThat(load("table: t").exitCode()).isEqualTo(7);
        assertThat(data(load("table: t\n  guard: { min-rows: 0, max-shrink: 100% }")))
                .isEmpty();
    }

    @Test
    void ofEveryType() {
        TestPostgres.execute(
                world.source,
                "create type mood as enum ('fine', 'bad')",
                "create domain short_text as varchar(10) check (value <> 'no')",
                "create type pair as (a int, b text)",
                """
                create table t (
                  id smallint primary key, i int, b bigint, n numeric(20, 5), m money, r real, d double precision, yes boolean,
                  c char(5), vc varchar(9), x text, by bytea, day date, tm time, ts timestamp, tz timestamptz, iv interval,
                  u uuid, j json, jb jsonb, ip inet, arr int[], comp pair, mo mood, dom short_text,
                  gen int generated always as (i * 2) stored, "Quoted, name" text)
                """,
                """
                insert into t values (1, -7, 9000000000000000000, 12345678901234.56789, '$1,234.50', 1.5, 0.1, true,
                  'ab', 'cd', 'e', '\\xdeadbeef', '2026-02-28', '12:34:56', '2026-02-28 12:34:56.789', '2026-02-28 12:34:56+02',
                  '1 year 2 days 03:04:05', '00000000-0000-0000-0000-00000000000a', '{"a": 1}', '{"a":1}', '10.0.0.1/8', '{1,2}',
                  row(3, 'x'), 'bad', 'yes', default, 'q'),
                  (2, null, null, 'NaN', null, 'infinity', '-infinity', false,
                  null, null, null, null, 'infinity', null, null, null, null, null, null, null, null, null, null, null, null, default, null)
                """);
        assertThat(Rows.inExport(data(load("table: t"))))
                .satisfiesExactly(
                        one -> assertThat(one)
                                .containsExactly(
                                        "1,-7,9000000000000000000,12345678901234.56789,1234.50,1.5,0.1,TRUE,ab,cd,e,deadbeef,2026-02-28,12:34:56,2026-02-28 12:34:56,2026-02-28 10:34:56,P1Y2DT3H4M5S,00000000-0000-0000-0000-00000000000a,{\"a\": 1},{\"a\": 1},10.0.0.1/8,[1;2],{\"a\":3;\"b\":\"x\"},bad,yes,-14,q"
                                                .replace(",", "\u0000")
                                                .replace(";", ",")
                                                .split("\u0000", -1)),
                        two -> assertThat(two)
                                .startsWith("2", null, null, null, null, null, null, "FALSE", null)
                                .hasSize(27)
                                .filteredOn(v -> v != null)
                                .containsExactly("2", "FALSE"));
    }

    @Test
    void ofARowThatOutgrowsItsPartTheKeyIsNamed() {
        TestPostgres.execute(
                world.source,
                "create table t (id int primary key, v text)",
                "insert into t select g, 'v' from generate_series(1, 100) g",
                "insert into t values (4711, repeat('v', 5000))");
        var run = load("table: t\n  parts.max-bytes: 2KB");
        assertThat(run.exitCode()).isEqualTo(7);
        assertThat(run.json().get("message").asString()).contains("key (4711)", "loads.all.parts.max-bytes (2048B)");
        assertThat(world.count(c -> c.endsWith("/commit"))).isZero();
    }

    @Test
    void ofAPageThatOutgrowsItsPartHalfTheRowsAreTriedOnce() {
        TestPostgres.execute(
                world.source,
                "create table t (id int primary key, v text)",
                "insert into t select g, case when g between 91 and 100 then repeat('v', 120) else 'v' end"
                        + " from generate_series(1, 2000) g");
        var run = load("table: t\n  parts.max-bytes: 1KB");
        assertThat(Rows.inExport(data(run))).isEqualTo(Rows.inDatabase(world.source, "select id, v from t"));
        assertThat(world.count(c -> c.endsWith("/abort"))).isEqualTo(1);
        assertThat(run.json().get("parts").asInt()).isGreaterThan(2000 / 15);
    }
}
