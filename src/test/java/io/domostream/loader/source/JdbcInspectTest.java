package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.BadSettings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What plain JDBC tells about tables, names and mistakes. */
class JdbcInspectTest {
    @Test
    void columnsKeyAndNullsComeFromTheDriver() {
        try (var source = JdbcDatabase.h2(
                "create table t (a numeric(9, 2), b varchar(20) not null, c int not null, primary key (c, b))")) {
            var table = source.jdbc.inspect(Source.table("t"));
            assertThat(table.name()).isEqualTo("\"JDBC\".\"PUBLIC\".\"T\"".replace("JDBC", catalog(source)));
            assertThat(table.columns())
                    .containsExactly(
                            column("A", "NUMERIC(9,2)", JdbcKind.NUMBER, DomoType.DECIMAL, true),
                            column("B", "CHARACTER VARYING(20)", JdbcKind.TEXT, DomoType.STRING, false),
                            column("C", "INTEGER", JdbcKind.WHOLE, DomoType.LONG, false));
            assertThat(table.key()).containsExactly("C", "B").isEqualTo(table.primaryKey());
            assertThat(table.keyNullable()).isFalse();
        }
    }

    private static SourceColumn column(String name, String sourceType, JdbcKind kind, DomoType type, boolean nullable) {
        return new SourceColumn(name, sourceType, PostgresKind.NONE, kind, type, nullable);
    }

    private static String catalog(JdbcDatabase source) {
        return source.url.replaceFirst("jdbc:h2:mem:(\\w+);.*", "$1").toUpperCase(Locale.ROOT);
    }

    @Test
    void aTableIsFoundAsSqlWouldReadItsNameThenExactlyAsWritten() {
        try (var source = JdbcDatabase.h2(
                "create table orders (k int primary key, plain int)",
                "create table \"Orders\" (k int primary key, mixed int)",
                "create table \"a.b\" (k int primary key, dotted int)",
                "create table axb (k int primary key, wrong int)",
                "create table a_b (k int primary key, underscored int)",
                "create schema sales",
                "create table sales.t (k int primary key, other_schema int)",
                "create view v as select k, plain as seen from orders")) {
            assertThat(second(source, "orders")).isEqualTo("PLAIN");
            assertThat(second(source, "public.ORDERS")).isEqualTo("PLAIN");
            assertThat(second(source, "a.b")).isEqualTo("DOTTED");
            assertThat(second(source, "a_b")).isEqualTo("UNDERSCORED");
            assertThat(second(source, "sales.t")).isEqualTo("OTHER_SCHEMA");
            assertThat(second(source, catalog(source) + ".sales.t")).isEqualTo("OTHER_SCHEMA");
            assertThat(second(source, "v")).isEqualTo("SEEN");
            source.execute("drop view v", "drop table orders");
            assertThat(second(source, "Orders")).isEqualTo("MIXED");
            refused(() -> source.jdbc.inspect(Source.table("t")), "table t is not there", "schema.table");
            refused(() -> source.jdbc.inspect(Source.table("%")), "table % is not there", "schema.table");
        }
    }

    private static String second(JdbcDatabase source, String table) {
        return source.jdbc.inspect(Source.table(table)).columns().get(1).name();
    }

    @Test
    void hostileNamesAreOnlyNames() {
        var table = "t\"; drop table victim; --?";
        var key = "k\"? :p {d '' /*";
        try (var source = JdbcDatabase.h2(
                "create table victim (a int)",
                "create table \"%s\" (\"%s\" varchar(99) primary key, \"n;\"\"\" int)"
                        .formatted(table.replace("\"", "\"\""), key.replace("\"", "\"\"")),
                "insert into \"%s\" select 'it''s \\; drop table victim; -- ?' || i, i from system_range(1, 50) as r(i)"
                        .formatted(table.replace("\"", "\"\"")))) {
            assertThat(source.pages(Source.table(table, key), 7)).hasSize(8);
            assertThat(String.join("", source.pages(Source.table(table, key), 7)))
                    .hasLineCount(50);
            assertThat(second(source, table)).isEqualTo("n;\"");
            source.execute("select * from victim");
        }
    }

    @Test
    void parametersAreValuesOfTheirTypes() {
        var hostile = "it's \" ? -- \\ ; drop table t";
        Map<String, Object> values = Map.of(
                "text",
                hostile,
                "whole",
                7L,
                "exact",
                new BigDecimal("1.50"),
                "yes",
                true,
                "day",
                LocalDate.of(2024, 2, 29),
                "at",
                LocalDateTime.of(2024, 2, 29, 23, 59, 59));
        var query =
                "select n, v from t where v = :text and n = :whole and d = :exact and b = :yes and d2 = :day and at = :at";
        for (var source : List.of(JdbcDatabase.h2(), JdbcDatabase.postgres())) {
            try (source) {
                source.execute(
                        "create table t (n bigint, v varchar(99), d numeric(5, 2), b boolean, d2 date, at timestamp)",
                        "insert into t values (7, '%s', 1.5, true, '2024-02-29', '2024-02-29 23:59:59')"
                                .formatted(hostile.replace("'", "''")),
                        "insert into t values (8, 'x', 1.5, true, '2024-02-29', '2024-02-29 23:59:59')");
                assertThat(source.all(Source.query(query, values, "n")))
                        .isEqualTo("7,\"" + hostile.replace("\"", "\"\"") + "\"\n");
                refused(
                        () -> source.jdbc.inspect(Source.query("select :nope as a, 1 as b", values)),
                        "query names :nope",
                        "declare the parameter nope");
            }
        }
    }

    @Test
    void aKeyWithoutAnOrderToRelyOnIsRefused() {
        try (var source = JdbcDatabase.h2("create table t (k real primary key, n int)")) {
            refused(() -> source.plan(Source.table("t"), 10), "key of ", "column K, whose type REAL", "give a key of");
        }
    }

    @Test
    void aMergeKeyIsShownToBeUnique() {
        try (var source = JdbcDatabase.h2(
                "create table t (a int, b int not null, c varchar(9), at timestamp not null, primary key (b))",
                "insert into t select i / 2, i, nullif('x' || mod(i, 2), 'x5'), timestamp '2024-01-01' from system_range(1, 9) as r(i)",
                "create table nulls (a int, b int)",
                "insert into nulls values (null, 1), (1, 2)")) {
            merged(source, "t", "b");
            merged(source, "t", "A", "c");
            refused(() -> merged(source, "t", "a"), "merge-key is [A], and more than one row");
            refused(() -> merged(source, "t", "at"), "merge-key names the column AT", "set it to STRING");
            refused(() -> merged(source, "nulls", "a"), "merge-key names the column A, which holds a NULL");
            refused(() -> merged(source, "t", "x"), "merge-key names the column x, which is not loaded");
        }
    }

    private static void merged(JdbcDatabase source, String table, String... key) {
        var spec = Source.table(table);
        try (var snapshot = source.jdbc.openSnapshot(spec, 1)) {
            source.jdbc.requireUnique(spec, source.jdbc.inspect(spec), List.of(key), snapshot);
        }
    }

    @Test
    void mistakesInAQueryAreSettings() {
        try (var source = JdbcDatabase.h2("create table t (k int primary key)")) {
            refused(() -> source.jdbc.inspect(Source.query("select nope, 1 from t", Map.of())), "NOPE", "(SQLSTATE 42");
            refused(() -> source.jdbc.inspect(Source.query("selec 1", Map.of())), "(SQLSTATE 42");
            var converted = "select cast(v as int) as a, 1 as b from (values ('secret')) as s(v)";
            assertThatThrownBy(() -> source.all(Source.query(converted, Map.of())))
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.settings()).isFalse())
                    .hasMessageContaining("(SQLSTATE 22")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void whoIsNotLetInAndWhatIsNotThereAreTold() {
        try (var source = JdbcDatabase.h2("create user u password 'right'")) {
            refused(
                    () -> inspect(new SourceSettings(source.url, "u", "wrong-s3cret")),
                    "source.url is " + source.url.replaceFirst(";.*", "") + ", source.username is u",
                    "SQLSTATE 28000",
                    "check source.username, source.password");
        }
        refused(
                () -> inspect(new SourceSettings("jdbc:h2:mem:not_there;IFEXISTS=TRUE", "", "")),
                "source.url is jdbc:h2:mem:not_there",
                "SQLSTATE 90146");
        assertThatThrownBy(() -> inspect(new SourceSettings("jdbc:h2:tcp://127.0.0.1:1/x", "", "")))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.settings()).isFalse())
                .hasMessageContaining("then run again");
    }

    private static void inspect(SourceSettings settings) {
        try (var source = SourceDatabase.of(settings, 1)) {
            source.inspect(Source.table("t"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "jdbc:db2://u:s3cret@db/shop?password=s3cret, jdbc:db2://db/shop",
        "jdbc:sqlserver://db:1433;databaseName=shop;user=u;password=s3cret, jdbc:sqlserver://db:1433;databaseName=shop",
        "jdbc:oracle:thin:scott/s3cret@//db:1521/shop, jdbc:oracle:thin:@//db:1521/shop",
        "mysql://db/shop, mysql://db/shop"
    })
    void withoutItsDriverAnAddressIsRefusedAndItsSecretsAreNotShown(String url, String shown) {
        assertThatThrownBy(() -> new SourceSettings(url, "u", "s3cret"))
                .isInstanceOf(BadSettings.class)
                .hasMessageStartingWith("source.url is " + shown + ": no driver here takes it")
                .hasMessageContainingAll("folder drivers", "LOADER_PATH")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void whereNamesCantBeQuotedOnlyPlainOnesAreTaken() {
        assertThat(new Quote("`").name("a`b")).isEqualTo("`a``b`");
        assertThat(new Quote("").name("a_1")).isEqualTo("a_1");
        refused(() -> new Quote("").name("a b"), "the name a b would have to be quoted");
    }

    private static void refused(ThrowingCallable action, String... says) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        SourceException.class,
                        e -> assertThat(e.settings()).as(e.getMessage()).isTrue())
                .hasMessageContainingAll(says);
    }
}
