package io.domostream.loader.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By plain JDBC a value is written, byte by byte, as COPY writes it. */
class JdbcEveryTypeTest {
    // Refused, but for inet, which the driver shows without its mask.
    private static final List<String> NOT_THE_SAME =
            List.of("money", "positive", "doubly", "moods", "couple", "pair", "nested", "oidvector", "inet");
    private static final AtomicInteger TABLES = new AtomicInteger();
    private static Source postgres;
    private static JdbcSource jdbc;

    @BeforeAll
    static void begin() {
        postgres = new Source("CREATE EXTENSION citext", "CREATE TYPE mood AS ENUM ('sad')");
        jdbc = new JdbcSource(
                new SourceSettings(
                        postgres.url + "&options=-c%20IntervalStyle=iso_8601%20-c%20TimeZone=UTC", null, null),
                2);
    }

    @AfterAll
    static void end() {
        jdbc.close();
        postgres.close();
    }

    private static boolean isText(String type) {
        return !NOT_THE_SAME.contains(type) && !type.endsWith("]") && !"halves".equals(type);
    }

    /** Types and values, from the test that shows what COPY makes of them. */
    private static List<String[]> of(String method) {
        try {
            var source = EveryTypeTest.class
                    .getDeclaredMethod(method, String.class, String.class, DomoType.class, String.class)
                    .getAnnotation(CsvSource.class);
            return Arrays.stream(source.value())
                    .map(line -> line.replace("`", "").split("\\|"))
                    .filter(value -> isText(value[0]))
                    .toList();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyTypeIsWrittenAsCopyWritesIt() throws IOException {
        var values = of("aTypeIsWrittenAsDomoReadsIt");
        requireSame(values, Map.of());
        requireSame(values, typed(values, value -> DomoType.STRING));
    }

    @Test
    void anOverrideCastsAsCopyDoes() throws IOException {
        // It can't be told from a text that only looks like a number.
        var values = of("anOverrideCasts").stream()
                .filter(value -> !"xid".equals(value[0]))
                .toList();
        requireSame(values, typed(values, value -> DomoType.valueOf(value[2])));
    }

    private static Map<String, DomoType> typed(List<String[]> values, Function<String[], DomoType> type) {
        var types = new HashMap<String, DomoType>();
        for (int i = 0; i < values.size(); i++) {
            types.put("c" + i, type.apply(values.get(i)));
        }
        return types;
    }

    /** All in one table, a column for each; and a row of NULLs. */
    private static void requireSame(List<String[]> values, Map<String, DomoType> columns) throws IOException {
        var name = "t" + TABLES.incrementAndGet();
        var places = IntStream.range(0, values.size()).boxed().toList();
        assertThat(places).hasSizeGreaterThan(20);
        TestPostgres.execute(
                postgres.url,
                places.stream()
                        .map(i -> "c" + i + " " + values.get(i)[0])
                        .collect(Collectors.joining(", ", "CREATE TABLE " + name + " (", ")")),
                places.stream()
                        .map(i -> SqlLiteral.typed(values.get(i)[1], values.get(i)[0]))
                        .collect(Collectors.joining(", ", "INSERT INTO " + name + " VALUES (", ")")),
                "INSERT INTO " + name + " VALUES (NULL)");
        requireSame(Source.table(name, columns));
    }

    @Test
    void binaryFloatsHaveTheDigitsAndExponentsOfPostgres() throws IOException {
        var random = new Random(7);
        var doubles = Stream.concat(
                        Stream.of(
                                "1e15",
                                "999999999999999",
                                "1e-4",
                                "1e-5",
                                "5e-324",
                                "2e-3",
                                "1e23",
                                "2e44",
                                "1.7976931348623157e308",
                                "9007199254740993",
                                "0",
                                "-0",
                                "123456789012345.6",
                                "100"),
                        random.longs(2000).mapToObj(bits -> Double.toString(Double.longBitsToDouble(bits))))
                .toList();
        var floats = Stream.concat(
                        Stream.of(
                                "1e6", "999999", "1e-4", "1e-5", "1.4e-45", "3.4028235e38", "16777216", "0.3", "2e10"),
                        random.ints(2000).mapToObj(bits -> Float.toString(Float.intBitsToFloat(bits))))
                .toList();
        requireSame("float8", doubles, Map.of());
        requireSame("float8", doubles, Map.of("v", DomoType.STRING));
        requireSame("float8", doubles, Map.of("v", DomoType.DECIMAL));
        requireSame("real", floats, Map.of());
        requireSame("real", floats, Map.of("v", DomoType.DECIMAL));
    }

    @Test
    void hostileTextAndTheEmptyStringStayWhatTheyAre() throws IOException {
        var texts = List.of("a,\"b\"\r\nc\t\\ \\N \\. 😀", "", "\\N", "\\.", "\"", "#", " ", "'", "\n", "\r", "ä");
        for (var type : List.of("text", "varchar(30)", "char(30)", "citext", "name")) {
            requireSame(type, texts, Map.of());
        }
    }

    private static void requireSame(String type, List<String> values, Map<String, DomoType> columns)
            throws IOException {
        // A table of its own, for drivers keep what they know of a statement.
        var name = "t" + TABLES.incrementAndGet();
        TestPostgres.execute(
                postgres.url,
                "CREATE TABLE %s (v %s, n int)".formatted(name, type),
                values.stream()
                        .map(value -> "(" + SqlLiteral.typed(value, type) + ", 1)")
                        .collect(Collectors.joining(", ", "INSERT INTO " + name + " VALUES (NULL, 2), ", "")));
        requireSame(Source.table(name, columns));
    }

    private static void requireSame(SourceSpec spec) throws IOException {
        assertThat(read(jdbc, spec)).isNotEmpty().isEqualTo(read(postgres.postgres, spec));
        assertThat(jdbc.inspect(spec).columns())
                .extracting(SourceColumn::type)
                .isEqualTo(postgres.postgres.inspect(spec).columns().stream()
                        .map(SourceColumn::type)
                        .toList());
    }

    private static String read(SourceDatabase source, SourceSpec spec) throws IOException {
        var csv = new ByteArrayOutputStream();
        var table = source.inspect(spec);
        try (var snapshot = source.openSnapshot(spec, 1);
                var rows = source.stream(spec, table, snapshot)) {
            rows.read(csv, Integer.MAX_VALUE, Long.MAX_VALUE);
            assertThat(rows.read(csv, 1, 1)).isZero();
        }
        return csv.toString(UTF_8);
    }

    @ParameterizedTest(name = "H2 {0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tinyint|-5|LONG|-5",
                "bigint|9223372036854775807|LONG|9223372036854775807",
                "numeric(12, 2)|1.5|DECIMAL|1.50",
                "numeric(20, 0)|12345678901234567890|DECIMAL|12345678901234567890",
                "decfloat|1E3|DECIMAL|1000",
                "decfloat|'NaN'|DECIMAL|``",
                "real|0.1|DOUBLE|0.1",
                "double precision|1e-30|DOUBLE|1e-30",
                "double precision|'Infinity'|DOUBLE|``",
                "boolean|true|STRING|\"TRUE\"",
                "date|'2024-02-29'|DATE|2024-02-29",
                "date|'10000-01-01'|DATE|``",
                "date|'-0043-03-15'|DATE|``",
                "timestamp(9)|'2024-02-29 23:59:59.987654321'|DATETIME|2024-02-29 23:59:59",
                "timestamp with time zone|'2024-02-29 23:59:59.9-05'|DATETIME|2024-03-01 04:59:59",
                "time|'10:00:00'|STRING|\"10:00:00\"",
                "time(3)|'10:00:00.5'|STRING|\"10:00:00.5\"",
                "time with time zone|'10:00:00+05:30'|STRING|\"10:00:00+05:30\"",
                "time with time zone|'10:00:00+02'|STRING|\"10:00:00+02\"",
                "time with time zone|'10:00:00Z'|STRING|\"10:00:00+00\"",
                "uuid|'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'|STRING|\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"",
                "char(5)|` 'a b'`|STRING|`\"a b\"`",
                "varchar(9)|'a  '|STRING|`\"a  \"`",
                "varchar(9)|''|STRING|`\"\"`",
                "varchar_ignorecase(9)|'aB'|STRING|\"aB\"",
                "clob|'a,\"b\"'|STRING|\"a,\"\"b\"\"\"",
                "blob|X'00ff'|STRING|\"00ff\"",
                "varbinary(9)|X'00ff'|STRING|\"00ff\"",
                "enum('sad')|'sad'|STRING|\"sad\"",
                "json|json '[1]'|STRING|\"[1]\"",
            })
    void everyTypeOfH2IsWrittenInTheSameForms(String type, String value, DomoType expected, String csv) {
        try (var source = JdbcDatabase.h2(
                "create table t (v %s, n int not null primary key)".formatted(type),
                "insert into t values (%s, 1), (null, 2)".formatted(value))) {
            assertThat(source.jdbc.inspect(Source.table("t")).columns().get(0).type())
                    .isEqualTo(expected);
            assertThat(source.all(Source.table("t"))).isEqualTo(csv + ",1\n,2\n");
            var overrides = new HashMap<>(Map.of("v", DomoType.STRING));
            assertThat(source.all(Source.table("t", overrides)))
                    .endsWith(",1\n,2\n")
                    .startsWith("\"");
        }
    }

    @ParameterizedTest(name = "{0} {1} as {2}")
    @CsvSource({
        "'numeric(5, 2)',1.5,LONG",
        "double precision,0.1,LONG",
        "varchar(20),1.5,LONG",
        "'numeric(19, 0)',9223372036854775808,LONG",
        "varchar(20),one,DECIMAL",
        "varchar(20),1e999,DOUBLE",
        "varchar(20),soon,DATE",
        "varchar(20),2024-13-01,DATETIME"
    })
    void anOverrideThatWouldLoseSomethingStopsTheLoad(String type, String value, DomoType to) {
        try (var source = JdbcDatabase.h2(
                "create table t (v %s, n int primary key)".formatted(type),
                "insert into t values ('%s', 1)".formatted(value))) {
            assertThatThrownBy(() -> source.all(Source.table("t", Map.of("v", to))))
                    .isInstanceOf(SourceException.class)
                    .hasMessageStartingWith("a value of column V can't be converted without loss")
                    .hasMessageContaining("set the column to STRING")
                    .hasMessageNotContaining(value);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "date,LONG",
        "int,DATE",
        "boolean,DATE",
        "time,DATETIME",
        "uuid,DECIMAL",
        "blob,DECIMAL",
        "int array,STRING"
    })
    void aFormThatNoValueHasIsRefusedWithItsCure(String type, DomoType to) {
        try (var source = JdbcDatabase.h2("create table t (v %s, n int)".formatted(type))) {
            assertThatThrownBy(() -> source.jdbc.inspect(Source.table("t", Map.of("v", to))))
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.settings()).isTrue())
                    .hasMessageMatching("columns makes V a .*, which .* can't become: .*convert it in a query");
        }
    }

    @Test
    void halfACharacterIsRefusedWithoutShowingIt() {
        try (var source = JdbcDatabase.h2(
                "create table t (n int primary key, v varchar(9))", "insert into t values (1, U&'a\\d83d')")) {
            assertThatThrownBy(() -> source.all(Source.table("t")))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("half a character");
        }
    }
}
