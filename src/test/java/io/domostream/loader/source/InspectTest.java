package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.BadSettings;
import io.domostream.loader.TestPostgres;
import io.domostream.loader.source.Page.Nulls;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectTest {
    private static final String TABLE = "CREATE TABLE t (id int PRIMARY KEY, v varchar(9), gone int)";

    @Test
    void columnsKeyAndNullsComeFromTheCatalog() {
        try (var source = new Source(
                TABLE,
                "ALTER TABLE t DROP COLUMN gone",
                "ALTER TABLE t ADD twice int GENERATED ALWAYS AS (id * 2) STORED",
                "INSERT INTO t VALUES (21, 'x')")) {
            var table = source.postgres.inspect(Source.table("t"));
            assertThat(table.name()).isEqualTo("public.t");
            assertThat(table.columns())
                    .containsExactly(
                            new SourceColumn("id", "integer", PostgresKind.INTEGER, DomoType.LONG, false),
                            new SourceColumn("v", "character varying(9)", PostgresKind.TEXT, DomoType.STRING, true),
                            new SourceColumn("twice", "integer", PostgresKind.INTEGER, DomoType.LONG, true));
            assertThat(table.key()).containsExactly("id").isEqualTo(table.primaryKey());
            assertThat(table.keyNullable()).isFalse();
            assertThat(source.all(Source.table("t"))).isEqualTo("21,\"x\",42\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sales.Order",
                "\"Sales\".\"Order\"",
                "My \"\"Table",
                "select",
                "public.SELECT",
                "a.b.c",
                "odd.name"
            })
    void aTableIsFoundHoweverItIsNamed(String name) {
        try (var source = new Source("CREATE SCHEMA \"Sales\"")) {
            for (var quoted : List.of("\"Sales\".\"Order\"", "\"select\"", "\"a.b.c\"", "\"odd.name\"")) {
                TestPostgres.execute(
                        source.url,
                        "CREATE TABLE " + quoted + " (\"From\" int PRIMARY KEY, \"a\"\"b\" text)",
                        "INSERT INTO " + quoted + " VALUES (1, 'x')");
            }
            if (name.startsWith("My")) {
                requireSettings(source, Source.table(name), "table");
            } else {
                assertThat(source.all(Source.table(name))).isEqualTo("1,\"x\"\n");
            }
        }
    }

    @Test
    void whatIsNotThereIsNamedWithItsCure() {
        try (var source = new Source(TABLE, "CREATE TABLE alike (a int, \"A\" int)", "CREATE TABLE one (a int)")) {
            requireSettings(source, Source.table("nowhere.t"), "table nowhere.t is not there");
            requireSettings(
                    source, Source.table("t", "kye"), "key names the column kye, which is not there: give one of");
            requireSettings(source, Source.table("t", Map.of("w", DomoType.LONG)), "columns names the column w");
            requireSettings(source, Source.table("t", Map.of("id", DomoType.DATE)), "columns makes id a DATE");
            requireSettings(source, Source.table("alike"), "columns a and A differ by case");
            requireSettings(source, Source.table("one"), "the single column a, which may be NULL");
            requireSettings(source, Source.query("SELECT 1 AS a, 2 AS a", Map.of()), "columns a and a");
            requireSettings(source, Source.query("SELECT * FROM nowhere", Map.of()), "nowhere");
            requireSettings(source, Source.query("SELECT :day", Map.of()), "query names :day");
            requireSettings(
                    source,
                    new SourceSpec("t", null, List.of(), Map.of(), List.of("x"), Map.of()),
                    "exclude names the column x");
        }
    }

    @Test
    void anExcludedColumnMayStillBeTheKey() {
        try (var source = new Source(TABLE, "INSERT INTO t VALUES (1, 'x', 2)")) {
            var spec = new SourceSpec("t", null, List.of(), Map.of(), List.of("ID"), Map.of());
            assertThat(source.all(spec)).isEqualTo("\"x\",2\n");
        }
    }

    @Test
    void boundsThatDoNotRiseAreRefused() {
        try (var source = new Source("CREATE TABLE t (k text COLLATE \"C\" PRIMARY KEY)")) {
            var spec = Source.table("t");
            var good = List.of(
                    new Page(1, null, List.of("B"), Nulls.LEFT_OUT),
                    new Page(2, List.of("B"), List.of("a"), Nulls.LEFT_OUT),
                    new Page(3, List.of("a"), null, Nulls.LEFT_OUT));
            assertThat(source.boundsRise(spec, good)).isTrue();
            var bad = List.of(
                    new Page(1, null, List.of("a"), Nulls.LEFT_OUT),
                    new Page(2, List.of("a"), List.of("B"), Nulls.LEFT_OUT),
                    new Page(3, List.of("B"), null, Nulls.LEFT_OUT));
            assertThat(source.boundsRise(spec, bad)).isFalse();
            assertThat(source.boundsRise(spec, good.subList(0, 2))).isFalse();
        }
    }

    @Test
    void pagesThatLoseOrRepeatNullKeysAreRefused() {
        try (var source = new Source("CREATE TABLE t (k int, n int)")) {
            var spec = Source.table("t", "k");
            var keys = new Page(1, null, null, Nulls.LEFT_OUT);
            var nulls = new Page(2, null, null, Nulls.ALONE);
            assertThat(source.boundsRise(spec, List.of(keys, nulls))).isTrue();
            assertThat(source.boundsRise(spec, List.of(new Page(1, null, null, Nulls.TOO))))
                    .isTrue();
            for (var pages : List.of(
                    List.of(keys),
                    List.of(nulls),
                    List.of(nulls, keys),
                    List.of(new Page(1, null, null, Nulls.TOO), nulls))) {
                assertThat(source.boundsRise(spec, pages)).isFalse();
            }
        }
    }

    @Test
    void aPasswordIsNeverShown() {
        var settings = new SourceSettings("jdbc:postgresql://h/d?password=secret", "u", "secret");
        assertThat(settings.toString()).doesNotContain("secret").contains("jdbc:postgresql://h/d");
        assertThatThrownBy(() -> new SourceSettings("jdbc:db2://h/d", null, null))
                .isInstanceOf(BadSettings.class)
                .hasMessageStartingWith("source.url is jdbc:db2://h/d");
    }

    private static void requireSettings(Source source, SourceSpec spec, String message) {
        assertThatThrownBy(() -> source.postgres.inspect(spec))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.settings()).isTrue())
                .hasMessageContaining(message);
    }
}
