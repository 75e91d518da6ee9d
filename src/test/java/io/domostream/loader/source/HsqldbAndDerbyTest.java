package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HSQLDB and Derby, in memory. No moment is known for them: each page is of its own. */
class HsqldbAndDerbyTest {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private static JdbcDatabase hsqldb(String... sql) {
        return JdbcDatabase.of("jdbc:hsqldb:mem:d" + COUNT.incrementAndGet(), sql);
    }

    private static JdbcDatabase derby(String... sql) {
        return JdbcDatabase.of("jdbc:derby:memory:d" + COUNT.incrementAndGet() + ";create=true", sql);
    }

    private static List<String> pages(JdbcDatabase source, SourceSpec spec, int rowsPerPage) {
        var table = source.jdbc.inspect(spec);
        try (var snapshot = source.jdbc.noSnapshot()) {
            var plan = source.jdbc.plan(spec, table, Source.rows(rowsPerPage), snapshot);
            assertThat(source.jdbc.boundsRise(spec, table, plan.pages(), snapshot))
                    .isTrue();
            var pages = new ArrayList<String>();
            try (var reader = source.jdbc.readers(spec, table, snapshot).open()) {
                for (var page : plan.pages()) {
                    var csv = new ByteArrayOutputStream();
                    reader.read(page, csv);
                    pages.add(csv.toString(StandardCharsets.UTF_8));
                }
            }
            return pages;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requireCsv(
            JdbcDatabase source, String type, String value, DomoType expected, String csv, String text) {
        source.execute(
                "create table t (n int not null primary key, v %s)".formatted(type),
                "insert into t values (1, %s)".formatted(value),
                "insert into t (n) values (2)");
        assertThat(source.jdbc.inspect(Source.table("t")).columns().get(1).type())
                .isEqualTo(expected);
        assertThat(pages(source, Source.table("t"), 9)).containsExactly("1,%s\n2,\n".formatted(csv == null ? "" : csv));
        assertThat(pages(source, Source.table("t", Map.of("v", DomoType.STRING)), 9))
                .containsExactly("1,\"%s\"\n2,\n".formatted(text == null ? "" : text));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tinyint|-128|LONG|-128|-128",
                "bigint|9223372036854775807|LONG|9223372036854775807|9223372036854775807",
                "decimal(30,5)|1.5|DECIMAL|1.50000|1.50000",
                "double|0.1|DOUBLE|0.1|0.1",
                "real|0.1|DOUBLE|0.1|0.1",
                "float|1e300|DOUBLE|1e+300|1e+300",
                "boolean|true|STRING|\"TRUE\"|TRUE",
                "bit(5)|B'10100'|STRING|\"10100\"|10100",
                "bit varying(9)|B'101'|STRING|\"101\"|101",
                "date|'2024-02-29'|DATE|2024-02-29|2024-02-29",
                "date|'1000-01-01'|DATE|1000-01-01|1000-01-01",
                "timestamp(9)|'2024-02-29 23:59:59.123456789'|DATETIME|2024-02-29 23:59:59|2024-02-29 23:59:59.123456789",
                "timestamp|'1000-01-01 00:00:00.5'|DATETIME|1000-01-01 00:00:00|1000-01-01 00:00:00.5",
                "timestamp with time zone|timestamp '2024-02-29 23:59:59.5-5:00'|DATETIME|2024-03-01 04:59:59|2024-03-01 04:59:59.5+00",
                "time(3)|'23:59:59.5'|STRING|\"23:59:59.5\"|23:59:59.5",
                "time with time zone|time '10:00:00+5:30'|STRING|\"10:00:00+05:30\"|10:00:00+05:30",
                "char(5)|'ab'|STRING|\"ab\"|ab",
                "varchar(9)|'a,b'|STRING|\"a,b\"|a,b",
                "varchar(9)|''|STRING|\"\"|",
                "clob|'x'|STRING|\"x\"|x",
                "blob|X'00ff'|STRING|\"00ff\"|00ff",
                "varbinary(9)|X'00ff'|STRING|\"00ff\"|00ff",
                "uuid|uuid('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11')|STRING|\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"|a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
                "interval year to month|interval '1-2' year to month|STRING|\"1-02\"|1-02",
            })
    void aValueOfHsqldbArrives(String type, String value, DomoType expected, String csv, String text) {
        try (var source = hsqldb()) {
            requireCsv(source, type, value, expected, csv, text);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "smallint|-32768|LONG|-32768|-32768",
                "bigint|9223372036854775807|LONG|9223372036854775807|9223372036854775807",
                "decimal(30,5)|1.5|DECIMAL|1.50000|1.50000",
                "double|0.1|DOUBLE|0.1|0.1",
                "real|0.1|DOUBLE|0.1|0.1",
                "boolean|true|STRING|\"TRUE\"|TRUE",
                "date|'2024-02-29'|DATE|2024-02-29|2024-02-29",
                "date|'1000-01-01'|DATE|1000-01-01|1000-01-01",
                "timestamp|'2024-02-29 23:59:59.123456789'|DATETIME|2024-02-29 23:59:59|2024-02-29 23:59:59.123456789",
                "timestamp|'1000-01-01 00:00:00.5'|DATETIME|1000-01-01 00:00:00|1000-01-01 00:00:00.5",
                "time|'23:59:59'|STRING|\"23:59:59\"|23:59:59",
                "char(5)|'ab'|STRING|\"ab\"|ab",
                "varchar(9)|'a,b'|STRING|\"a,b\"|a,b",
                "varchar(9)|''|STRING|\"\"|",
                "clob|'x'|STRING|\"x\"|x",
                "long varchar|'x'|STRING|\"x\"|x",
                "blob|cast(X'00ff' as blob)|STRING|\"00ff\"|00ff",
                "varchar(9) for bit data|X'00ff'|STRING|\"00ff\"|00ff",
                "char(2) for bit data|X'00ff'|STRING|\"00ff\"|00ff",
            })
    void aValueOfDerbyArrives(String type, String value, DomoType expected, String csv, String text) {
        try (var source = derby()) {
            requireCsv(source, type, value, expected, csv, text);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTableOfManyPagesIsReadOnce(boolean derby) {
        try (var source = derby ? derby() : hsqldb()) {
            source.execute("create table t (a varchar(9) not null, b timestamp not null, n int, primary key (a, b))");
            for (int n = 1; n <= 300; n++) {
                source.execute("insert into t values ('%d', '2024-01-01 00:00:%02d.%d', %d)"
                        .formatted(n % 3, n % 60, n % 7, n));
            }
            var pages = pages(source, Source.table("t"), 20);
            assertThat(pages).hasSizeBetween(14, 16);
            assertThat(String.join("", pages).lines().map(line -> line.substring(line.lastIndexOf(',') + 1)))
                    .hasSize(300)
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @CsvSource({"true,real", "true,boolean", "true,time", "false,bit(5)", "false,boolean", "false,time"})
    void aKeyThatCannotBeTrustedIsRefused(boolean derby, String type) {
        try (var source = derby ? derby() : hsqldb()) {
            source.execute("create table t (k %s not null primary key, n int)".formatted(type));
            assertThatThrownBy(() -> pages(source, Source.table("t"), 20))
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.settings()).isTrue())
                    .hasMessageContaining("column K");
        }
    }

    @Test
    void aColumnThatNobodyCanSelectIsExcluded() {
        try (var source = derby("create table t (n int not null primary key, v xml)", "insert into t (n) values (1)")) {
            assertThatThrownBy(() -> source.jdbc.inspect(Source.table("t")))
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.settings()).isTrue())
                    .hasMessageContaining("V")
                    .hasMessageContaining("XML");
            var without = new SourceSpec("t", null, List.of(), Map.of(), List.of("v"), Map.of());
            assertThat(pages(source, without, 20)).containsExactly("1\n");
        }
    }

    @Test
    void aWatermarkOfNumbersIsReadAndWhereNoZoneIsKnownOneOfTimesIsRefused() {
        try (var source = derby(
                "create table t (n int not null primary key, seen timestamp, number int)",
                "insert into t values (1, '2024-01-01 00:00:00', 5), (2, '2024-01-02 00:00:00', 9)")) {
            var numbers = new Watermark("number", false, null, null, java.time.ZoneOffset.UTC);
            var spec = Source.table("t");
            var table = source.jdbc.inspect(spec);
            try (var snapshot = source.jdbc.noSnapshot()) {
                assertThat(source.jdbc
                                .increment(spec, table, numbers, Reading.committed("5"), snapshot)
                                .reached())
                        .isEqualTo("9");
                assertThatThrownBy(() ->
                                source.jdbc.increment(spec, table, Reading.merging(null), Reading.NOTHING, snapshot))
                        .isInstanceOfSatisfying(
                                SourceException.class,
                                e -> assertThat(e.settings()).isTrue());
            }
        }
    }
}
