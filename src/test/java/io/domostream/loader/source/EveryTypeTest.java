package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EveryTypeTest {
    private static final Source SOURCE = new Source(
            "CREATE EXTENSION citext",
            "CREATE TYPE mood AS ENUM ('sad')",
            "CREATE TYPE pair AS (a int, b text)",
            "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
            "CREATE DOMAIN doubly AS positive",
            "CREATE DOMAIN moods AS mood[]",
            "CREATE DOMAIN couple AS pair CHECK ((VALUE).a > 0)",
            "CREATE DOMAIN half AS numeric",
            "CREATE TYPE halves AS RANGE (subtype = half)",
            "CREATE TYPE nested AS (a int, p pair, ps pair[])");

    @AfterAll
    static void end() {
        SOURCE.close();
    }

    /** A table of its own for each case, recreated. */
    private static void table(String type, String... rows) {
        TestPostgres.execute(SOURCE.url, "DROP TABLE IF EXISTS t", "CREATE TABLE t (v %s, n int)".formatted(type));
        TestPostgres.execute(SOURCE.url, rows);
    }

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
                "numeric(12,2)|NaN|DECIMAL|``",
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
                "numeric|0.00000000000000000001|DECIMAL|0.00000000000000000001",
                "real|1e-30|DOUBLE|1e-30",
                "real|-0|DOUBLE|-0",
                "date|0001-01-01|DATE|0001-01-01",
                "date|10000-01-01|DATE|``",
                "timestamp|9999-12-31 23:59:59.999999|DATETIME|9999-12-31 23:59:59",
                "timestamptz|9999-12-31 23:00-05|DATETIME|``",
                "time(3)|24:00|STRING|\"24:00:00\"",
                "time|10:00:00.5|STRING|\"10:00:00.5\"",
                "timetz|10:00+05:30|STRING|\"10:00:00+05:30\"",
                "interval day to second(0)|-1 day 90 min|STRING|\"P-1DT1H30M\"",
                "interval|0|STRING|\"PT0S\"",
                "uuid|{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}|STRING|\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"",
                "char(5)|` a b `|STRING|`\" a b\"`",
                "varchar|` a `|STRING|`\" a \"`",
                "\"char\"|c|STRING|\"c\"",
                "json|{\"b\": 1,  \"a\":1}|STRING|\"{\"\"b\"\": 1,  \"\"a\"\":1}\"",
                "jsonb|{\"b\":1,\"a\":1}|STRING|\"{\"\"a\"\": 1, \"\"b\"\": 1}\"",
                "jsonpath|$.a|STRING|\"$.\"\"a\"\"\"",
                "inet|::1|STRING|\"::1/128\"",
                "macaddr8|08:00:2b:01:02:03:04:05|STRING|\"08:00:2b:01:02:03:04:05\"",
                "tsquery|a & b|STRING|\"'a' & 'b'\"",
                "numrange|empty|STRING|\"empty\"",
                "tstzrange|[2024-01-01 00:00-05,)|STRING|\"[\"\"2024-01-01 05:00:00+00\"\",)\"",
                "halves|[1.5,2.5)|STRING|\"[1.5,2.5)\"",
                "box|(2,2),(0,0)|STRING|\"(2,2),(0,0)\"",
                "lseg|[(0,0),(1,1)]|STRING|\"[(0,0),(1,1)]\"",
                "path|((0,0),(1,1))|STRING|\"((0,0),(1,1))\"",
                "polygon|((0,0),(1,1))|STRING|\"((0,0),(1,1))\"",
                "circle|<(0,0),1>|STRING|\"<(0,0),1>\"",
                "line|{1,2,3}|STRING|\"{1,2,3}\"",
                "mood[]|{sad}|STRING|\"[\"\"sad\"\"]\"",
                "int[][]|{{1,2},{3,4}}|STRING|\"[[1,2],[3,4]]\"",
                "float8[]|{NaN,1.5}|STRING|\"[\"\"NaN\"\",1.5]\"",
                "bytea[]|{\"\\\\x00ff\"}|STRING|\"[\"\"\\\\x00ff\"\"]\"",
                "positive[]|{1,2}|STRING|\"[1,2]\"",
                "moods|{sad}|STRING|\"[\"\"sad\"\"]\"",
                "nested|(1,\"(2,x)\",\"{\"\"(3,y)\"\"}\")|STRING|\"{\"\"a\"\":1,\"\"p\"\":{\"\"a\"\":2,\"\"b\"\":\"\"x\"\"},\"\"ps\"\":[{\"\"a\"\":3,\"\"b\"\":\"\"y\"\"}]}\"",
                "couple|(1,x)|STRING|\"{\"\"a\"\":1,\"\"b\"\":\"\"x\"\"}\"",
                "xid|7|STRING|\"7\"",
                "xid8|7|STRING|\"7\"",
                "cid|7|STRING|\"7\"",
                "tid|(1,2)|STRING|\"(1,2)\"",
                "regclass|pg_class|STRING|\"pg_class\"",
                "regtype|integer|STRING|\"integer\"",
                "oidvector|1 2|STRING|\"1 2\"",
                "pg_snapshot|1:2:|STRING|\"1:2:\"",
            })
    void aTypeIsWrittenAsDomoReadsIt(String type, String value, DomoType expected, String csv) {
        table(type, "INSERT INTO t VALUES (%s, 1), (NULL, 2)".formatted(SqlLiteral.typed(value, type)));
        var table = SOURCE.postgres.inspect(Source.table("t"));
        assertThat(table.columns().get(0).type()).isEqualTo(expected);
        assertThat(SOURCE.all(Source.table("t"))).isEqualTo(csv + ",1\n,2\n");
        assertThat(SOURCE.all(Source.query("SELECT * FROM t", Map.of()))).isEqualTo(csv + ",1\n,2\n");
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
                "timestamptz|2024-02-29 19:00:00-05|DATE|2024-03-01",
                "date|2024-02-29|DATETIME|2024-02-29 00:00:00",
                "float8|9007199254740991|LONG|9007199254740991",
                "float8|0.30000000000000004|DECIMAL|0.30000000000000004",
                "real|16777216|DECIMAL|16777216",
                "real|NaN|LONG|``",
                "numeric|9223372036854775807.000|LONG|9223372036854775807",
                "money|5.00|LONG|5",
                "xid|4294967295|LONG|4294967295",
                "boolean|f|DECIMAL|0",
                "text|9007199254740993|LONG|9007199254740993",
                "text|2024-02-29 23:30:00-05|DATETIME|2024-03-01 04:30:00",
                "text|2024-02-29 23:30:00.5|DATETIME|2024-02-29 23:30:00",
                "text|2024-02-29 19:00:00-05|DATE|2024-03-01",
                "varchar(9)|infinity|DATE|``",
            })
    void anOverrideCasts(String type, String value, DomoType to, String csv) {
        table(type, "INSERT INTO t VALUES (%s, 1), (NULL, 2)".formatted(SqlLiteral.typed(value, type)));
        assertThat(SOURCE.all(Source.table("t", Map.of("V", to)))).isEqualTo(csv + ",1\n,2\n");
    }

    @ParameterizedTest(name = "{0} {1} as {2}")
    @CsvSource({
        "numeric,1.5,LONG",
        "float8,0.1,LONG",
        "text,1.5,LONG",
        "numeric,9223372036854775808,LONG",
        "text,one,DECIMAL",
        "text,soon,DATE"
    })
    void anOverrideThatWouldLoseSomethingStopsTheLoad(String type, String value, DomoType to) {
        table(type, "INSERT INTO t VALUES (%s, 1)".formatted(SqlLiteral.typed(value, type)));
        assertThatThrownBy(() -> SOURCE.all(Source.table("t", Map.of("v", to))))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("a value of column v can't be converted without loss")
                .hasMessageContaining("set the column to STRING")
                .hasMessageNotContaining(value);
    }

    @ParameterizedTest
    @CsvSource({
        "date,LONG",
        "timestamptz(3),DOUBLE",
        "int,DATE",
        "money,DATETIME",
        "boolean,DATE",
        "bit(3),LONG",
        "time(3),DATETIME",
        "inet,DECIMAL",
        "int[],LONG",
        "bytea,DECIMAL"
    })
    void anOverrideThatNoValueCanFollowIsRefusedWithItsCure(String type, DomoType to) {
        table(type);
        assertThatThrownBy(() -> SOURCE.postgres.inspect(Source.table("t", Map.of("v", to))))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.settings()).isTrue())
                .hasMessageStartingWith("columns makes v a %s, which ", to)
                .hasMessageEndingWith(" can't become: give STRING, leave it out there, or convert it in a query");
    }

    @Test
    void anonymousRowsAndWhatHasNoTypeAreRead() {
        try (var source = new Source()) {
            assertThat(source.all(Source.query(
                            "SELECT ROW(1, 'x') AS r, 'u' AS u, NULL AS nothing, pg_notify('c', 'x') AS v, 1 AS n",
                            Map.of())))
                    .isEqualTo("\"{\"\"f1\"\":1,\"\"f2\"\":\"\"x\"\"}\",\"u\",,\"\",1\n");
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
