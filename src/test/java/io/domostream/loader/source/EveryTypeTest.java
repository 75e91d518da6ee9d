package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EveryTypeTest {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "smallint|-5|LONG|-5",
                "int|7|LONG|7",
                "bigint|9223372036854775807|LONG|9223372036854775807",
                "oid|4294967295|LONG|4294967295",
                "numeric(12,2)|1.50|DECIMAL|1.50",
                "numeric|NaN|DECIMAL|``",
                "numeric|-Infinity|DECIMAL|``",
                "money|1234.50|DECIMAL|1234.50",
                "real|0.1|DOUBLE|0.1",
                "real|Infinity|DOUBLE|``",
                "float8|0.30000000000000004|DOUBLE|0.30000000000000004",
                "float8|NaN|DOUBLE|``",
                "boolean|t|STRING|\"TRUE\"",
                "boolean|f|STRING|\"FALSE\"",
                "date|2024-02-29|DATE|2024-02-29",
                "date|infinity|DATE|``",
                "date|0044-03-15 BC|DATE|``",
                "timestamp|2024-02-29 23:59:59.987|DATETIME|2024-02-29 23:59:59",
                "timestamp|10000-01-01|DATETIME|``",
                "timestamptz(3)|2024-02-29 23:59:59.987-05|DATETIME|2024-03-01 04:59:59",
                "timestamptz|-infinity|DATETIME|``",
                "time|10:00|STRING|\"10:00:00\"",
                "timetz|10:00+02|STRING|\"10:00:00+02\"",
                "interval|1 day 2 h|STRING|\"P1DT2H\"",
                "uuid|A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11|STRING|\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"",
                "char(3)|a|STRING|\"a\"",
                "varchar(3)|a|STRING|\"a\"",
                "text|\\N|STRING|\"\\N\"",
                "name|n|STRING|\"n\"",
                "citext|aB|STRING|\"aB\"",
                "json|[1]|STRING|\"[1]\"",
                "jsonb|[1,2]|STRING|\"[1, 2]\"",
                "xml|<a/>|STRING|\"<a/>\"",
                "inet|10.0.0.1|STRING|\"10.0.0.1/32\"",
                "cidr|10.0.0.0/8|STRING|\"10.0.0.0/8\"",
                "macaddr|08:00:2b:01:02:03|STRING|\"08:00:2b:01:02:03\"",
                "bit(3)|101|STRING|\"101\"",
                "varbit|10|STRING|\"10\"",
                "tsvector|a b|STRING|\"'a' 'b'\"",
                "int4range|[1,3)|STRING|\"[1,3)\"",
                "int4multirange|{[1,3)}|STRING|\"{[1,3)}\"",
                "point|(1,2)|STRING|\"(1,2)\"",
                "mood|sad|STRING|\"sad\"",
                "int[]|{1,NULL}|STRING|\"[1,null]\"",
                "pair|(1,x)|STRING|\"{\"\"a\"\":1,\"\"b\"\":\"\"x\"\"}\"",
                "pair[]|{\"(1,x)\"}|STRING|\"[{\"\"a\"\":1,\"\"b\"\":\"\"x\"\"}]\"",
                "bytea|\\x00ff|STRING|\"00ff\"",
                "positive|5|LONG|5",
                "doubly|5|LONG|5",
                "pg_lsn|16/B374D848|STRING|\"16/B374D848\"",
            })
    void aTypeIsWrittenAsDomoReadsIt(String type, String value, DomoType expected, String csv) {
        try (var source = new Source(
                "CREATE EXTENSION citext",
                "CREATE TYPE mood AS ENUM ('sad')",
                "CREATE TYPE pair AS (a int, b text)",
                "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
                "CREATE DOMAIN doubly AS positive",
                "CREATE TABLE t (v %s, n int)".formatted(type),
                "INSERT INTO t VALUES (%s, 1), (NULL, 2)".formatted(SqlLiteral.typed(value, type)))) {
            var table = source.postgres.inspect(Source.table("t"));
            assertThat(table.columns().get(0).type()).isEqualTo(expected);
            assertThat(source.all(Source.table("t"))).isEqualTo(csv + ",1\n,2\n");
            assertThat(source.all(Source.query("SELECT * FROM t", Map.of()))).isEqualTo(csv + ",1\n,2\n");
        }
    }

    @ParameterizedTest(name = "{0} {1} as {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "timestamp|2024-02-29 23:59:59.987|STRING|\"2024-02-29 23:59:59.987\"",
                "date|0044-03-15 BC|STRING|\"0044-03-15 BC\"",
                "numeric|NaN|STRING|\"NaN\"",
                "bigint|5|STRING|\"5\"",
                "bigint|5|DECIMAL|5",
                "bigint|5|DOUBLE|5",
                "numeric|5.0|LONG|5",
                "numeric|NaN|LONG|``",
                "float8|1.5|DECIMAL|1.5",
                "float8|Infinity|DECIMAL|``",
                "text|1.50|DECIMAL|1.50",
                "text|12|LONG|12",
                "text|2024-02-29|DATE|2024-02-29",
                "boolean|t|LONG|1",
                "timestamptz|2024-02-29 23:59:59-05|DATE|2024-03-01",
                "date|2024-02-29|DATETIME|2024-02-29 00:00:00",
            })
    void anOverrideCasts(String type, String value, DomoType to, String csv) {
        try (var source = new Source(
                "CREATE TABLE t (v %s, n int)".formatted(type),
                "INSERT INTO t VALUES (%s, 1), (NULL, 2)".formatted(SqlLiteral.typed(value, type)))) {
            assertThat(source.all(Source.table("t", Map.of("V", to)))).isEqualTo(csv + ",1\n,2\n");
        }
    }

    @Test
    void hostileTextAndTheEmptyStringStayWhatTheyAre() {
        try (var source = new Source(
                "CREATE TABLE t (v text, n int)",
                "INSERT INTO t VALUES (E'a,\"b\"\\r\\nc\\t\\\\ \\\\N \\\\. 😀', 1), ('', 2), (NULL, 3), ('\\N', 4), ('\\.', 5)")) {
            assertThat(source.all(Source.table("t")))
                    .isEqualTo("\"a,\"\"b\"\"\r\nc\t\\ \\N \\. 😀\",1\n\"\",2\n,3\n\"\\N\",4\n\"\\.\",5\n");
        }
    }

    @Test
    void sessionSettingsArePinned() {
        try (var source = new Source()) {
            var query = "SELECT current_setting('TimeZone') AS a, current_setting('IntervalStyle') AS b,"
                    + " current_setting('extra_float_digits') AS c, current_setting('transaction_isolation') AS d";
            assertThat(source.all(Source.query(query, Map.of())))
                    .isEqualTo("\"UTC\",\"iso_8601\",\"1\",\"repeatable read\"\n");
        }
    }
}
