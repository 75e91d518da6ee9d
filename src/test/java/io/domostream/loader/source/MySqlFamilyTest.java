package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.BadSettings;
import io.domostream.loader.databases.Engine;
import io.domostream.loader.databases.TestDatabase;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real servers of MySQL and MariaDB, the latter by both drivers: what arrives is compared with what the server shows. */
class MySqlFamilyTest {
    @TempDir
    static Path folder;

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Map<Engine, Fixture> FIXTURES = new EnumMap<>(Engine.class);

    private record Fixture(TestDatabase database, JdbcSource jdbc) {
        Reading reading() {
            return new Reading(jdbc);
        }
    }

    private static Fixture of(Engine engine) {
        return FIXTURES.computeIfAbsent(engine, kind -> {
            var database = kind.newDatabase(folder);
            return new Fixture(
                    database,
                    new JdbcSource(new SourceSettings(database.url(), database.username(), database.password()), 4));
        });
    }

    @AfterAll
    static void end() {
        FIXTURES.values().forEach(fixture -> {
            fixture.jdbc.close();
            fixture.database.close();
        });
        FIXTURES.clear();
    }

    /** A type, a value in SQL, the type in Domo, its CSV, and its CSV as a text. */
    private record Case(String type, String value, DomoType domo, String csv, String text) {}

    private static Case of(String type, String value, DomoType domo, String csv, String text) {
        return new Case(type, value, domo, csv, text);
    }

    private static Case text(String type, String value, String text) {
        return of(type, value, DomoType.STRING, "\"" + text + "\"", text);
    }

    private static Case number(String type, String value, DomoType domo) {
        return of(type, value, domo, value, value);
    }

    private static final List<Case> CASES = List.of(
            number("tinyint", "-128", DomoType.LONG),
            number("tinyint unsigned", "255", DomoType.LONG),
            number("tinyint(1)", "2", DomoType.LONG),
            number("tinyint(1)", "-1", DomoType.LONG),
            number("boolean", "1", DomoType.LONG),
            number("smallint unsigned", "65535", DomoType.LONG),
            number("mediumint", "-8388608", DomoType.LONG),
            number("mediumint unsigned", "16777215", DomoType.LONG),
            number("int", "-2147483648", DomoType.LONG),
            number("int unsigned", "4294967295", DomoType.LONG),
            number("bigint", "-9223372036854775808", DomoType.LONG),
            number("bigint unsigned", "18446744073709551615", DomoType.DECIMAL),
            number("year", "2155", DomoType.LONG),
            number("year", "1901", DomoType.LONG),
            number("year", "0", DomoType.LONG),
            number(
                    "decimal(65,30)",
                    "12345678901234567890123456789012345.123456789012345678901234567890",
                    DomoType.DECIMAL),
            number("decimal(10,2)", "-0.50", DomoType.DECIMAL),
            of("float", "0.1", DomoType.DOUBLE, "0.1", "0.1"),
            of("float", "16777216", DomoType.DOUBLE, "1.6777216e+07", "1.6777216e+07"),
            of("float", "1.17549435e-38", DomoType.DOUBLE, "1.1754944e-38", "1.1754944e-38"),
            of("double", "0.1", DomoType.DOUBLE, "0.1", "0.1"),
            of("double", "1e300", DomoType.DOUBLE, "1e+300", "1e+300"),
            of(
                    "double",
                    "-1.7976931348623157e308",
                    DomoType.DOUBLE,
                    "-1.7976931348623157e+308",
                    "-1.7976931348623157e+308"),
            of("date", "'2024-02-29'", DomoType.DATE, "2024-02-29", "2024-02-29"),
            of("date", "'9999-12-31'", DomoType.DATE, "9999-12-31", "9999-12-31"),
            of("date", "'1000-01-01'", DomoType.DATE, "1000-01-01", "1000-01-01"),
            of("date", "'0001-01-01'", DomoType.DATE, "0001-01-01", "0001-01-01"),
            of("date", "'0000-00-00'", DomoType.DATE, "", "0000-00-00"),
            of("datetime", "'2024-02-29 23:59:59'", DomoType.DATETIME, "2024-02-29 23:59:59", "2024-02-29 23:59:59"),
            of(
                    "datetime(6)",
                    "'2024-02-29 23:59:59.123456'",
                    DomoType.DATETIME,
                    "2024-02-29 23:59:59",
                    "2024-02-29 23:59:59.123456"),
            of(
                    "datetime(6)",
                    "'1000-01-01 00:00:00.000001'",
                    DomoType.DATETIME,
                    "1000-01-01 00:00:00",
                    "1000-01-01 00:00:00.000001"),
            of(
                    "datetime(6)",
                    "'9999-12-31 23:59:59.999999'",
                    DomoType.DATETIME,
                    "9999-12-31 23:59:59",
                    "9999-12-31 23:59:59.999999"),
            of("datetime", "'0000-00-00 00:00:00'", DomoType.DATETIME, "", "0000-00-00 00:00:00"),
            of(
                    "timestamp(6) null",
                    "'2024-03-31 02:30:00.5'",
                    DomoType.DATETIME,
                    "2024-03-31 02:30:00",
                    "2024-03-31 02:30:00.5"),
            of(
                    "timestamp(6) null",
                    "'1970-01-01 00:00:01'",
                    DomoType.DATETIME,
                    "1970-01-01 00:00:01",
                    "1970-01-01 00:00:01"),
            of("timestamp null", "'0000-00-00 00:00:00'", DomoType.DATETIME, "", "0000-00-00 00:00:00"),
            text("time", "'23:59:59'", "23:59:59"),
            text("time", "'-838:59:59'", "-838:59:59"),
            text("time(6)", "'838:59:58.999999'", "838:59:58.999999"),
            text("time(3)", "'-00:00:00.5'", "-00:00:00.5"),
            text("char(5)", "'a b'", "a b"),
            text("varchar(9)", "'a  '", "a  "),
            text("varchar(9)", "''", ""),
            text("varchar(9)", "'😀ä'", "😀ä"),
            text("varchar(9) character set latin1", "'äß'", "äß"),
            text("varchar(9) character set utf16", "'😀ä'", "😀ä"),
            text("tinytext", "'x'", "x"),
            text("longtext", "'x'", "x"),
            text("enum('sad','ok')", "'ok'", "ok"),
            text("set('a','b')", "'a,b'", "a,b"),
            text("json", "'{\"a\": 1}'", "{\"a\": 1}"),
            of("binary(3)", "X'00ff'", DomoType.STRING, "\"00ff00\"", "00ff00"),
            of("varbinary(9)", "X'00ff'", DomoType.STRING, "\"00ff\"", "00ff"),
            of("blob", "X'00ff'", DomoType.STRING, "\"00ff\"", "00ff"),
            of("longblob", "X''", DomoType.STRING, "\"\"", ""),
            of("bit(1)", "b'1'", DomoType.STRING, "\"TRUE\"", "TRUE"),
            of("bit(9)", "b'100000001'", DomoType.STRING, "\"0101\"", "0101"),
            of("bit(64)", "b'1'", DomoType.STRING, "\"0000000000000001\"", "0000000000000001"));

    private static final List<Case> OF_MARIADB = List.of(
            text("uuid", "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
            text("inet4", "'10.0.0.1'", "10.0.0.1"),
            text("inet6", "'::ffff:10.0.0.1'", "::ffff:10.0.0.1"));
    private static final Case POINT = of(
            "point",
            "st_geomfromtext('POINT(1 2)')",
            DomoType.STRING,
            "\"000000000101000000000000000000f03f0000000000000040\"",
            "000000000101000000000000000000f03f0000000000000040");

    private static List<Case> cases(Engine engine) {
        var cases = new ArrayList<>(CASES);
        cases.add(POINT);
        cases.addAll(engine == Engine.MYSQL ? List.of() : OF_MARIADB);
        return cases;
    }

    /** As the server prints it, without zeros at a fraction's end; years, floats, bits and bytes have forms of the loader's own. */
    private static String printed(TestDatabase database, String table, Case one) {
        if (one.type.matches("(year|float|double|bit|binary|varbinary|blob|longblob|point).*")) {
            return one.text;
        }
        var text = String.valueOf(database.rows("select cast(v as char) from " + table + " where n = 1")
                .get(0)
                .get(0));
        return one.type.matches("(time|datetime|timestamp).*") && text.contains(".")
                ? text.replaceFirst("\\.?0+$", "")
                : text;
    }

    private static String quoted(String csv) {
        return csv.startsWith("\"") ? "\"" + csv.substring(1, csv.length() - 1).replace("\"", "\"\"") + "\"" : csv;
    }

    @ParameterizedTest
    @MethodSource("engines")
    void everyTypeArrives(Engine engine) {
        var fixture = of(engine);
        var wrong = new ArrayList<String>();
        for (var one : cases(engine)) {
            var name = name(engine);
            fixture.database.execute(
                    "set sql_mode = ''",
                    "set time_zone = '+00:00'",
                    "create table %s (n int primary key, v %s)".formatted(name, one.type),
                    "insert into %s values (1, %s), (2, null)".formatted(name, one.value));
            try {
                var table = fixture.jdbc.inspect(Source.table(name)).columns().get(1);
                check(wrong, one, "the server's text", printed(fixture.database, name, one), one.text);
                check(wrong, one, "type", table.type() + " " + table.jdbcKind(), one.domo + " " + table.jdbcKind());
                check(
                        wrong,
                        one,
                        "csv",
                        fixture.reading().all(Source.table(name)),
                        "1,%s\n2,\n".formatted(quoted(one.csv)));
                check(
                        wrong,
                        one,
                        "text",
                        fixture.reading().all(Source.table(name, Map.of("v", DomoType.STRING))),
                        "1,%s\n2,\n".formatted(quoted("\"" + one.text + "\"")));
            } catch (RuntimeException e) {
                wrong.add(one.type + " " + one.value + ": " + e);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static final EnumSet<Engine> ENGINES =
            EnumSet.of(Engine.MYSQL, Engine.MARIADB, Engine.MARIADB_BY_MYSQL_DRIVER);

    static Set<Engine> engines() {
        return ENGINES;
    }

    /** A server may keep a day of no calendar; it is no day to Domo. */
    @ParameterizedTest
    @MethodSource("engines")
    void aDayOfNoCalendarStopsTheLoadAndArrivesAsText(Engine engine) {
        var fixture = of(engine);
        for (var value : List.of("date|2024-00-00", "date|2024-02-30", "datetime|2024-05-00 10:00:00")) {
            var parts = value.split("\\|", -1);
            var name = name(engine);
            fixture.database.execute(
                    "set sql_mode = 'ALLOW_INVALID_DATES'",
                    "create table %s (n int primary key, v %s)".formatted(name, parts[0]),
                    "insert into %s values (1, '%s')".formatted(name, parts[1]));
            assertThatThrownBy(() -> fixture.reading().all(Source.table(name)))
                    .as(value)
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("column v")
                    .hasMessageContaining("STRING")
                    .hasMessageNotContaining(parts[1]);
            assertThat(fixture.reading().all(Source.table(name, Map.of("v", DomoType.STRING))))
                    .isEqualTo("1,\"%s\"\n".formatted(parts[1]));
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aZeroDateIsNoKey(Engine engine) {
        var fixture = of(engine);
        var name = name(engine);
        fixture.database.execute(
                "set sql_mode = ''",
                "create table %s (k date primary key, n int)".formatted(name),
                "insert into %s values ('0000-00-00', 1), ('2024-01-01', 2)".formatted(name));
        assertThatThrownBy(() -> fixture.reading().all(Source.table(name)))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("column k");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aKeyOfFractionsOfSecondsCutsAsManyPagesAsAskedFor(Engine engine) {
        var fixture = of(engine);
        for (var key : List.of(
                "datetime(6)|timestamp('2024-01-01') + interval n * 100000 microsecond",
                "timestamp(3)|timestamp('2024-01-01') + interval n * 100000 microsecond",
                "date|date('1500-01-01') + interval n day",
                "bigint unsigned|18446744073709551615 - n",
                "decimal(30,10)|n / 7",
                "double|n / 8",
                "varchar(20)|concat('ä', n)",
                "varbinary(20)|concat('x', n)",
                "char(36)|concat('k', lpad(n, 9, '0'))")) {
            var parts = key.split("\\|", -1);
            var name = name(engine);
            fixture.database.execute(
                    "set time_zone = '+00:00'",
                    "create table %s (k %s primary key, n int)".formatted(name, parts[0]),
                    "insert into %s with recursive r (n) as (select 1 union all select n + 1 from r where n < 960) select %s, n from r"
                            .formatted(name, parts[1]));
            var pages = fixture.reading().pages(Source.table(name), 40);
            assertThat(pages).as(key).hasSize(24);
            assertThat(String.join("", pages).lines().map(line -> line.substring(line.lastIndexOf(',') + 1)))
                    .as(key)
                    .hasSize(960)
                    .doesNotHaveDuplicates();
        }
    }

    /** Its values are ordered by their numbers, and compared with a bound as texts. */
    @ParameterizedTest
    @MethodSource("engines")
    void aKeyWithAnEnumIsReadOnlyIfItsLabelsAreInOrder(Engine engine) {
        var fixture = of(engine);
        for (var labels : List.of("'a', 'm', 'z'", "'z', 'a', 'm'")) {
            var name = name(engine);
            fixture.database.execute(
                    "create table %s (k enum(%s) not null, n int not null, primary key (k, n))".formatted(name, labels),
                    "insert into %s with recursive r (n) as (select 1 union all select n + 1 from r where n < 900) select elt(1 + n %% 3, 'z', 'a', 'm'), n from r"
                            .formatted(name));
            var spec = Source.table(name);
            if (labels.startsWith("'a'")) {
                assertThat(String.join("", fixture.reading().pages(spec, 40)).lines())
                        .hasSize(900)
                        .doesNotHaveDuplicates();
            } else {
                var plan = fixture.reading().plan(spec, 40);
                assertThat(fixture.reading().boundsRise(spec, plan.pages())).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aKeyThatCannotBeTrustedIsRefused(Engine engine) {
        var fixture = of(engine);
        for (var type : List.of("bit(8)", "bit(1)", "float", "time")) {
            var name = name(engine);
            fixture.database.execute("create table %s (k %s primary key, n int)".formatted(name, type));
            assertThatThrownBy(() -> fixture.reading().all(Source.table(name)))
                    .as(type)
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.settings()).isTrue())
                    .hasMessageContaining("column k");
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aWatermarkAndAParameterKeepTheirFractions(Engine engine) {
        var fixture = of(engine);
        var name = name(engine);
        fixture.database.execute(
                "create table %s (id int primary key, u datetime(6) not null)".formatted(name),
                "insert into %s values (1, '2024-01-01 00:00:00.1'), (2, '2024-01-01 00:00:00.9')".formatted(name));
        var spec = Source.table(name);
        var watermark = new Watermark("u", false, null, null, ZoneOffset.UTC);
        var all = fixture.reading().increment(spec, watermark, Reading.NOTHING);
        assertThat(fixture.reading().ids(spec, all)).isEqualTo("12");
        var next = fixture.reading().increment(spec, watermark, Reading.committed("2024-01-01T00:00:00.100"));
        assertThat(fixture.reading().ids(spec, next)).isEqualTo("2");
        var since = Map.<String, Object>of("since", LocalDateTime.parse("2024-01-01T00:00:00.1"));
        assertThat(fixture.reading()
                        .all(Source.query("select * from %s where u >= :since".formatted(name), since, "id")))
                .hasLineCount(2);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aLimitOnTheRowsOfASessionLosesNone(Engine engine) {
        var fixture = of(engine);
        var name = name(engine);
        fixture.database.execute(
                "create table %s (id int primary key)".formatted(name),
                "insert into %s values (1), (2), (3)".formatted(name));
        var url = fixture.database.url() + "?sessionVariables=sql_select_limit=2";
        try (var jdbc =
                new JdbcSource(new SourceSettings(url, fixture.database.username(), fixture.database.password()), 1)) {
            assertThat(new Reading(jdbc).all(Source.table(name))).hasLineCount(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tinyInt1isBit=true",
                "zeroDateTimeBehavior=ROUND",
                "useServerPrepStmts=false",
                "yearIsDateType=true"
            })
    void aParameterThatChangesValuesIsRefused(String parameter) {
        assertThatThrownBy(() -> new SourceSettings("jdbc:mysql://127.0.0.1/x?" + parameter, null, null))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining(parameter.replaceFirst("=.*", ""));
    }

    private static String name(Engine engine) {
        return "t" + COUNT.incrementAndGet() + engine.name().toLowerCase(Locale.ROOT);
    }

    private static void check(List<String> wrong, Case one, String what, String is, String expected) {
        if (!is.equals(expected)) {
            wrong.add("%s %s: %s is %s, not %s".formatted(one.type, one.value, what, is, expected));
        }
    }
}
