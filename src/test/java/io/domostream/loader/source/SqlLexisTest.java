package io.domostream.loader.source;

import static io.domostream.loader.source.SqlLexis.DERBY;
import static io.domostream.loader.source.SqlLexis.DUCKDB;
import static io.domostream.loader.source.SqlLexis.FIREBIRD;
import static io.domostream.loader.source.SqlLexis.H2;
import static io.domostream.loader.source.SqlLexis.HSQLDB;
import static io.domostream.loader.source.SqlLexis.MARIADB;
import static io.domostream.loader.source.SqlLexis.MYSQL;
import static io.domostream.loader.source.SqlLexis.ORACLE;
import static io.domostream.loader.source.SqlLexis.POSTGRESQL;
import static io.domostream.loader.source.SqlLexis.SQLITE;
import static io.domostream.loader.source.SqlLexis.SQLSERVER;
import static io.domostream.loader.source.SqlLexis.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which {@code :name} each database takes for a value. */
class SqlLexisTest {
    private static final SqlLexis[] COLUMNS = {
        POSTGRESQL, MYSQL, SQLSERVER, ORACLE, H2, SQLITE, DUCKDB, HSQLDB, DERBY, FIREBIRD, UNKNOWN
    };

    // The columns in their order, one letter each: x is a value, - is none, ! is refused.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '§',
            value = {
                // What all have in common.
                "':y ''' + :x            ¦ xxxxxxxxxxx",
                "\"a :y\"\":y\" = :x     ¦ xxxxxxxxxxx",
                "-- :y ' \" /*↓:x        ¦ xxxxxxxxxxx",
                "/* :y ' \" -- */ :x     ¦ xxxxxxxxxxx",
                "/*/ :y */ :x            ¦ xxxxxxxxxxx",
                "y::y, y := :x           ¦ xxxxxxxxxxx",
                "1-- :x                  ¦ -----------",
                "'c:\\y' = :x            ¦ xxxxxxxxxxx",
                "'y\\\\' || :x           ¦ xxxxxxxxxxx",
                // Texts.
                "'it\\'s :x'             ¦ x!xxxxxxxx!",
                "'y\\' || :x             ¦ x!xxxxxxxx!",
                "\"y\\\" || :x           ¦ x!xxxxxxxx!",
                "e'\\':x'                ¦ -!xxxx-xxx!",
                "q'[it's :x]'            ¦ xxx-xxxxx-!",
                "nQ'<:x'>'               ¦ -----------",
                "q'!'!:x!'               ¦ xxx-xxxxx-!",
                "aq'[it's :x]'           ¦ xxxxxxxxxxx",
                "$$ :x $$                ¦ -xxx-x-xxx!",
                "$a$ :x $$ $a$           ¦ -xxx-x-xxx!",
                "$a + :x + $b            ¦ xxxxxxxxxxx",
                // Names.
                "`:x`                    ¦ x-xx--x!xx!",
                "`it's` = :x             ¦ xx--xx-!--!",
                "`y` = :x                ¦ xxxxxxxxxxx",
                "[:x]                    ¦ xx-x!-xxxx!",
                "[it's] = :x             ¦ x-x-!x----!",
                "[y]]:x]                 ¦ xx-xxxxxxx!",
                "[y] = :x                ¦ xxxxxxxxxxx",
                // Comments.
                "# :x                    ¦ x-xxxxxxxx!",
                "# it's↓:x               ¦ xx--------!",
                "// :x                   ¦ xxxx-xxxxx!",
                "1--:x                   ¦ -x--------!",
                "--it's↓:x               ¦ x-xxxxxxxx!",
                "/* /* */ :x */          ¦ -x!x-x-x-x!",
                "/* /* */ :x             ¦ -x!x-x-x-x!",
                "/*! :x */               ¦ -x--------!",
                "/*!50000 :x */          ¦ -!--------!",
                "/*M! :x */              ¦ -!--------!",
                "/*!50000 y */ :x        ¦ xxxxxxxxxxx",
                "/*!99999 /* y */ :x */  ¦ -!!x-x-x-x!",
                "-- y←:x                 ¦ x-!!x-xxxx!",
                "-- y←↓:x                ¦ xxxxxxxxxxx",
                "-- y↓:x←                ¦ xxxxxxx-xx!"
            })
    void eachDatabaseReadsATextByItsOwnRules(String text, String expected) {
        var query = text.replace('↓', '\n').replace('←', '\r');
        assertThat(Arrays.stream(COLUMNS).map(lexis -> read(lexis, query)).collect(Collectors.joining()))
                .isEqualTo(expected);
        assertThat(read(MARIADB, query)).isEqualTo(read(MYSQL, query));
    }

    @Test
    void eachProductHasRulesOfItsOwnAndAnyOtherUncertainOnes() {
        assertThat(Product.POSTGRESQL.lexis()).isSameAs(POSTGRESQL);
        assertThat(Product.MYSQL.lexis()).isSameAs(MYSQL);
        assertThat(Product.MARIADB.lexis()).isSameAs(MARIADB);
        assertThat(Product.SQLSERVER.lexis()).isSameAs(SQLSERVER);
        assertThat(Product.ORACLE.lexis()).isSameAs(ORACLE);
        assertThat(Product.H2.lexis()).isSameAs(H2);
        assertThat(Product.OTHER.lexis()).isSameAs(UNKNOWN);
    }

    /** The names without what stands for others; ! where it is refused. */
    private static String read(SqlLexis lexis, String query) {
        return names(lexis, query)
                .map(names -> names.isEmpty() ? "-" : String.join(",", names))
                .orElse("!");
    }

    private static Optional<Set<String>> names(SqlLexis lexis, String query) {
        try {
            return Optional.of(NamedParameters.names(lexis, query));
        } catch (SourceException e) {
            assertThat(e.settings()).isTrue();
            return Optional.empty();
        }
    }

    @Test
    void aRefusalNamesTheSignTheParameterAndTheCure() {
        assertThatThrownBy(() -> NamedParameters.names(MYSQL, "select 'it\\'s :late', :x"))
                .hasMessageContainingAll("a backslash before a quote", ":late", "double a quote");
        assertThatThrownBy(() -> NamedParameters.names(UNKNOWN, "select 1 # :late"))
                .hasMessageContainingAll("the sign #", ":late", "comment");
        assertThatThrownBy(() -> NamedParameters.names(UNKNOWN, "select 1 # ?"))
                .hasMessageContainingAll("the sign #", "a question mark");
        assertThatThrownBy(() -> NamedParameters.marked(UNKNOWN, "[:x]", Map.of("x", 1), Product.H2::bound))
                .hasMessageContaining("square brackets");
    }

    /** Else it would be one more value to the driver. */
    @ParameterizedTest
    @ValueSource(strings = {"a = ?", "a ? b", "a ??| b", ":x + ?", "?1", "'it''s' ? \"a\""})
    void aBareQuestionMarkIsRefusedWhereValuesAreBound(String query) {
        for (var lexis : EnumSet.complementOf(EnumSet.of(POSTGRESQL))) {
            assertThatThrownBy(() -> NamedParameters.names(lexis, query)).hasMessageContaining("question mark");
            assertThatThrownBy(() -> NamedParameters.marked(lexis, query, Map.of("x", 1), Product.H2::bound))
                    .hasMessageContaining("question mark");
        }
        assertThat(NamedParameters.names(POSTGRESQL, query)).isSubsetOf("x");
        assertThat(NamedParameters.bind(query, Map.of("x", 1L))).contains("?");
    }

    @ParameterizedTest
    @EnumSource
    void aQuotedQuestionMarkIsNoValue(SqlLexis lexis) {
        var query = "select '?', \"it's ?\" /* ? ' */ -- ?";
        assertThat(NamedParameters.marked(lexis, query, Map.of(), Product.H2::bound))
                .isEqualTo(Sql.of(query));
    }

    @ParameterizedTest
    @EnumSource
    void theNamesThatArePutInAreFound(SqlLexis lexis) {
        var random = new Random(1);
        for (int round = 0; round < 2000; round++) {
            var query = new StringBuilder();
            var names = new ArrayList<String>();
            for (int at = 0; at < 1 + random.nextInt(8); at++) {
                if (random.nextInt(3) == 0) {
                    names.add("p" + at);
                    query.append(":p").append(at);
                } else {
                    query.append(one(random, SqlPieces.of(lexis)));
                }
                query.append(one(random, List.of(" ", "\n", ", ", " + ", "(", ")")));
            }
            assertThat(NamedParameters.names(lexis, query.toString()))
                    .as("%s", query)
                    .containsExactlyElementsOf(names);
        }
    }

    /** What is accepted without knowing the database is read so by each that is known. */
    @Test
    void whatIsCertainOfAnUnknownDatabaseIsSoOfEveryOther() {
        var random = new Random(7);
        int accepted = 0;
        for (int round = 0; round < 5000; round++) {
            var text = new StringBuilder();
            for (int at = 0; at < 2 + random.nextInt(7); at++) {
                text.append(one(random, SqlPieces.SIGNS));
            }
            var query = text.toString();
            var unknown = names(UNKNOWN, query);
            accepted += unknown.isPresent() ? 1 : 0;
            for (var lexis : EnumSet.complementOf(EnumSet.of(POSTGRESQL))) {
                unknown.ifPresent(expected -> assertThat(names(lexis, query))
                        .as("%s %s", lexis, query)
                        .contains(expected));
            }
        }
        assertThat(accepted).isBetween(500, 4500);
    }

    /** Each sign at once, many times, in a long text; to try every choice among them would take hours. */
    @Test
    @Timeout(60)
    void aHostileTextEndsInTime() {
        var all = String.join(" ", SqlPieces.SIGNS).repeat(200);
        var quoted = "select '" + all.replace("'", "").replace("\\", "") + "' " + "x".repeat(100_000);
        assertThat(read(UNKNOWN, quoted)).isEqualTo("-");
        assertThat(read(UNKNOWN, quoted + ":x")).isEqualTo("x");
        var mixed =
                "`y` [y] e'y\\\\' q'[y]' $$y$$ #\n //\n --y\n /*!y*/ /*!50000 y*/ /*!50000/*y*/y*/ \"y\\\\\" 'y\\\\' \ry\n";
        assertThat(read(UNKNOWN, mixed + ":x")).isEqualTo("!");
        assertThat(read(UNKNOWN, mixed.repeat(50) + ":x")).isEqualTo("!");
        assertThat(read(MYSQL, "'" + "\\'".repeat(50_001) + ":x")).isEqualTo("!");
        assertThat(read(SQLITE, "/*".repeat(50_000) + ":x")).isEqualTo("-");
        assertThat(read(MYSQL, "/*!50000" + "/*".repeat(50_000) + ":x")).isEqualTo("-");
        assertThat(read(H2, "/*".repeat(50_000) + ":x")).isEqualTo("-");
    }

    private static String one(Random random, List<String> those) {
        return those.get(random.nextInt(those.size()));
    }
}
