package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DuckDB, in a file. */
class DuckDbTest {
    @TempDir
    Path folder;

    private JdbcDatabase database(String... sql) {
        return JdbcDatabase.of("jdbc:duckdb:" + folder.resolve("shop.db"), sql);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "TINYINT|-128|LONG|-128|-128",
                "UTINYINT|255|LONG|255|255",
                "SMALLINT|-32768|LONG|-32768|-32768",
                "USMALLINT|65535|LONG|65535|65535",
                "INTEGER|-2147483648|LONG|-2147483648|-2147483648",
                "UINTEGER|4294967295|LONG|4294967295|4294967295",
                "BIGINT|9223372036854775807|LONG|9223372036854775807|9223372036854775807",
                "UBIGINT|18446744073709551615|DECIMAL|18446744073709551615|18446744073709551615",
                "HUGEINT|170141183460469231731687303715884105727|DECIMAL|170141183460469231731687303715884105727|170141183460469231731687303715884105727",
                "UHUGEINT|340282366920938463463374607431768211455|DECIMAL|340282366920938463463374607431768211455|340282366920938463463374607431768211455",
                "DECIMAL(38,10)|1234567890123456789012345678.0123456789|DECIMAL|1234567890123456789012345678.0123456789|1234567890123456789012345678.0123456789",
                "FLOAT|0.1|DOUBLE|0.1|0.1",
                "FLOAT|16777216|DOUBLE|1.6777216e+07|1.6777216e+07",
                "DOUBLE|0.1|DOUBLE|0.1|0.1",
                "DOUBLE|'NaN'|DOUBLE||NaN",
                "DOUBLE|'-Infinity'|DOUBLE||-Infinity",
                "BOOLEAN|true|STRING|\"TRUE\"|TRUE",
                "BIT|'10100'|STRING|\"10100\"|10100",
                "DATE|'2024-02-29'|DATE|2024-02-29|2024-02-29",
                "DATE|'1000-01-01'|DATE|1000-01-01|1000-01-01",
                "DATE|'0044-03-15 (BC)'|DATE||0044-03-15 (BC)",
                "DATE|'infinity'|DATE||infinity",
                "DATE|'-infinity'|DATE||-infinity",
                "TIMESTAMP|'2024-02-29 23:59:59.123456'|DATETIME|2024-02-29 23:59:59|2024-02-29 23:59:59.123456",
                "TIMESTAMP|'0044-03-15 (BC) 01:00:00'|DATETIME||0044-03-15 (BC) 01:00:00",
                "TIMESTAMP|'infinity'|DATETIME||infinity",
                "TIMESTAMP|'-infinity'|DATETIME||-infinity",
                "TIMESTAMP_S|'2024-02-29 23:59:59'|DATETIME|2024-02-29 23:59:59|2024-02-29 23:59:59",
                "TIMESTAMP_MS|'2024-02-29 23:59:59.123'|DATETIME|2024-02-29 23:59:59|2024-02-29 23:59:59.123",
                "TIMESTAMP_NS|'2024-02-29 23:59:59.123456789'|DATETIME|2024-02-29 23:59:59|2024-02-29 23:59:59.123456789",
                "TIMESTAMPTZ|'2024-02-29 23:59:59.5-05'|DATETIME|2024-03-01 04:59:59|2024-03-01 04:59:59.5+00",
                "TIMESTAMPTZ|'infinity'|DATETIME||infinity",
                "TIME|'23:59:59.5'|STRING|\"23:59:59.5\"|23:59:59.5",
                "TIME|'24:00:00'|STRING|\"24:00:00\"|24:00:00",
                "TIMETZ|'10:00:00+05:30'|STRING|\"10:00:00+05:30\"|10:00:00+05:30",
                "VARCHAR|'a,b'|STRING|\"a,b\"|a,b",
                "VARCHAR|''|STRING|\"\"|",
                "BLOB|'\\x00\\xFF'::BLOB|STRING|\"00ff\"|00ff",
                "UUID|'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'|STRING|\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"|a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
                "ENUM('sad', 'ok')|'ok'|STRING|\"ok\"|ok",
                "INTERVAL|'1 month 2 days'|STRING|\"1 month 2 days\"|1 month 2 days",
                "MAP(VARCHAR, INTEGER)|map {'a': 1}|STRING|\"{a=1}\"|{a=1}",
                "UNION(a INTEGER, b VARCHAR)|'x'|STRING|\"x\"|x",
                "JSON|'[1]'|STRING|\"[1]\"|[1]",
            })
    void aValueArrives(String type, String value, DomoType expected, String csv, String text) {
        try (var source = database(
                "create table t (n int primary key, v %s)".formatted(type),
                "insert into t values (1, %s), (2, null)".formatted(value))) {
            assertThat(source.jdbc.inspect(Source.table("t")).columns().get(1).type())
                    .isEqualTo(expected);
            assertThat(source.all(Source.table("t"))).isEqualTo("1,%s\n2,\n".formatted(csv == null ? "" : csv));
            assertThat(source.all(Source.table("t", Map.of("v", DomoType.STRING))))
                    .isEqualTo("1,\"%s\"\n2,\n".formatted(text == null ? "" : text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTEGER[]", "STRUCT(a INTEGER)"})
    void aNestedTypeIsRefused(String type) {
        try (var source = database("create table t (n int primary key, v %s)".formatted(type))) {
            assertThatThrownBy(() -> source.jdbc.inspect(Source.table("t")))
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.settings()).isTrue())
                    .hasMessageContaining("v");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "bigint;n * 3",
                "hugeint;n * 3",
                "varchar;'k' || lpad(n::varchar, 9, '0')",
                "date;date '1500-01-01' + n::int",
                "timestamp;timestamp '2024-01-01' + n * interval '0.1 second'",
                "timestamptz;timestamptz '2024-01-01 00:00:00+00' + n * interval '0.1 second'",
                "decimal(20,4);n / 8",
                "double;n / 8",
                "uuid;('00000000-0000-0000-0000-' || lpad(n::varchar, 12, '0'))::uuid",
                "blob;lpad(n::varchar, 9, '0')::blob"
            })
    void pagesAlongAKeyHoldEachRowOnce(String type, String value) {
        try (var source = database(
                "create table t (k %s primary key, n int)".formatted(type),
                "insert into t select %s, n from range(1, 1001) r(n)".formatted(value))) {
            var pages = source.pages(Source.table("t"), 100);
            assertThat(pages).hasSizeBetween(9, 11);
            assertThat(String.join("", pages).lines().map(line -> line.substring(line.lastIndexOf(',') + 1)))
                    .hasSize(1000)
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bit", "float", "time", "boolean"})
    void aKeyThatCannotBeTrustedIsRefused(String type) {
        try (var source = database("create table t (k %s primary key, n int)".formatted(type))) {
            assertThatThrownBy(() -> source.plan(Source.table("t"), 10))
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.settings()).isTrue())
                    .hasMessageContaining("column k");
        }
    }

    @Test
    void aStreamThatIsGivenUpEndsItsSession() throws IOException {
        try (var source = database("create table t as select n, 'x' as v from range(100000) r(n)")) {
            var spec = Source.query("select * from t", Map.of());
            var table = source.jdbc.inspect(spec);
            var csv = new ByteArrayOutputStream();
            try (var snapshot = source.jdbc.openSnapshot(spec, 1);
                    var rows = source.jdbc.stream(spec, table, snapshot)) {
                assertThat(rows.read(csv, 10, 1000)).isEqualTo(10);
            }
            assertThat(source.all(Source.query("select * from t where n < 3", Map.of(), "n")))
                    .hasLineCount(3);
        }
    }
}
