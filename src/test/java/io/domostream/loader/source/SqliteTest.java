package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQLite stores values of any type in any column, whatever is declared. */
class SqliteTest {
    @TempDir
    Path folder;

    private JdbcDatabase database(String... sql) {
        return JdbcDatabase.of("jdbc:sqlite:" + folder.resolve("shop.db"), sql);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "INTEGER|9223372036854775807|LONG|9223372036854775807",
                "UNSIGNED BIG INT|-5|LONG|-5",
                "BOOLEAN|1|STRING|\"TRUE\"",
                "DECIMAL(14,2)|1.37|DECIMAL|1.37",
                "DECIMAL(14,2)|3|DECIMAL|3",
                "NUMERIC(9,0)|1e300|DECIMAL|1" + "000000000000000000000000000000000000000000000000000000000000"
                        + "000000000000000000000000000000000000000000000000000000000000"
                        + "000000000000000000000000000000000000000000000000000000000000"
                        + "000000000000000000000000000000000000000000000000000000000000"
                        + "000000000000000000000000000000000000000000000000000000000000",
                "REAL|0.1|DOUBLE|0.1",
                "REAL|3|DOUBLE|3",
                "DOUBLE|9e999|DOUBLE|``",
                "TEXT|'a,\"b\"'|STRING|\"a,\"\"b\"\"\"",
                "VARCHAR(9)|5|STRING|\"5\"",
                "TEXT|''|STRING|\"\"",
                "BLOB|X'00ff'|STRING|\"00ff\"",
                "DATE|'2024-02-29'|DATE|2024-02-29",
                "DATETIME|'2024-02-29 23:59:59.5'|DATETIME|2024-02-29 23:59:59",
                "TIMESTAMP|'2024-02-29T23:59:59Z'|DATETIME|2024-02-29 23:59:59",
                "|'x'|STRING|\"x\"",
                "|1.5|STRING|\"1.5\"",
                "STRING|7|STRING|\"7\"",
            })
    void aValueOfItsDeclaredTypeArrives(String type, String value, DomoType expected, String csv) {
        try (var source = database(
                "create table t (n int primary key not null, v %s)".formatted(type == null ? "" : type),
                "insert into t values (1, %s), (2, null)".formatted(value))) {
            assertThat(source.jdbc.inspect(Source.table("t")).columns().get(1).type())
                    .isEqualTo(expected);
            assertThat(source.all(Source.table("t"))).isEqualTo("1," + csv + "\n2,\n");
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "INTEGER,'''abc''',abc",
        "INTEGER,1.5,1.5",
        "INTEGER,9.3e18,9.3e+18",
        "DECIMAL(9.2),'''abc''',abc",
        "REAL,'''abc''',abc",
        "DATE,1700000000000,1700000000000",
        "DATETIME,2460370.5,2460370.5",
        "DATE,'''2024-02-30''',2024-02-30"
    })
    void aValueOfAnotherTypeStopsTheLoadAndArrivesAsText(String type, String value, String text) {
        try (var source = database(
                "create table t (n int primary key not null, v %s)".formatted(type.replace('.', ',')),
                "insert into t values (1, %s)".formatted(value))) {
            assertThatThrownBy(() -> source.all(Source.table("t")))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("column v")
                    .hasMessageContaining("STRING")
                    .hasMessageNotContaining(text);
            assertThat(source.all(Source.table("t", Map.of("v", DomoType.STRING))))
                    .isEqualTo("1,\"%s\"\n".formatted(text));
        }
    }

    /** The driver's own description of a column follows the first row. */
    @Test
    void decimalsKeepTheirFractionWhateverTheFirstRowHolds() {
        try (var source = database(
                "create table t (id integer primary key, total decimal(14,2))",
                "with recursive r (i) as (select 100 union all select i + 1 from r where i < 1000)"
                        + " insert into t select i, i * 1.37 from r")) {
            var pages = source.pages(Source.table("t"), 100);
            assertThat(pages).hasSizeGreaterThan(5);
            assertThat(String.join("", pages)).contains("100,137\n", "101,138.37\n", "999,1368.63\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"decimal(9,2)", "date", "timestamp", "boolean", "numeric", "blubb"})
    void aKeyThatMayBeStoredInSeveralWaysIsRefused(String type) {
        try (var source = database("create table t (k %s primary key, n int)".formatted(type))) {
            assertThatThrownBy(() -> source.plan(Source.table("t"), 10))
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.settings()).isTrue())
                    .hasMessageContaining("column k");
        }
    }

    @Test
    void textKeysFollowTheirCollationAndNullsAreReadToo() {
        try (var source = database(
                "create table t (k text collate nocase primary key, n int)",
                "with recursive r (i) as (select 1 union all select i + 1 from r where i < 500)"
                        + " insert into t select case when i % 2 then 'k' else 'K' end || i, i from r",
                "insert into t values (null, 501), (null, 502)")) {
            var numbers = source.pages(Source.table("t"), 50).stream()
                    .flatMap(String::lines)
                    .map(line -> Integer.valueOf(line.substring(line.indexOf(',') + 1)))
                    .toList();
            assertThat(numbers)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, 502).boxed().toList());
        }
    }

    @Test
    void aPlainAddressIsReadWithoutWriting() {
        try (var source =
                database("create table t (n int primary key not null, v text)", "insert into t values (1, 'x')")) {
            var session = new Session(new Connections(
                    new SourceSettings(source.url, null, null),
                    1,
                    Duration.ofSeconds(5),
                    c -> TransactionSettings.NONE));
            assertThatThrownBy(() -> session.execute("insert into t values (2, 'y')"))
                    .isInstanceOf(SourceException.class);
            session.close();
            assertThat(source.all(Source.table("t"))).isEqualTo("1,\"x\"\n");
        }
    }

    @Test
    void aTimeParameterIsComparedAsTheTextThatItIs() {
        try (var source = database(
                "create table t (n int primary key not null, at datetime)",
                "insert into t values (1, '2024-01-01 10:00:00'), (2, '2024-01-01 11:00:00')")) {
            var spec = Source.query(
                    "select * from t where at > :since",
                    Map.of("since", LocalDateTime.parse("2024-01-01T10:30:00")),
                    "n");
            assertThat(source.all(spec)).isEqualTo("2,2024-01-01 11:00:00\n");
        }
    }

    @Test
    void aWatermarkOfTimesIsRefusedAndOneOfNumbersWorks() {
        try (var source = database(
                "create table t (n integer primary key not null, seen datetime, number integer)",
                "insert into t values (1, '2024-01-01 10:00:00', 5), (2, '2024-01-01 11:00:00', 9)")) {
            var spec = Source.table("t");
            assertThatThrownBy(() -> source.reading().increment(spec, Reading.merging(null), Reading.NOTHING))
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.settings()).isTrue());
            var numbers = new Watermark("number", false, null, null, ZoneOffset.UTC);
            var increment = source.reading().increment(spec, numbers, Reading.committed("5"));
            assertThat(source.reading().ids(spec, increment)).isEqualTo("2");
            assertThat(increment.reached()).isEqualTo("9");
        }
    }
}
