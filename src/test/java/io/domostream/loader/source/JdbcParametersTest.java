package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values get to the places that the database itself sees. */
class JdbcParametersTest {
    private static final List<String> GAPS = List.of(
            " ",
            "\n",
            " /* it's :h ? \" ` */ ",
            " /* /* ' */ :h */ ",
            " -- it's :h ?\n",
            "--:h $$\n",
            " // :h `\n",
            " -- '\r",
            "/**/");
    // What is chosen, and what it gives.
    private static final List<List<String>> TEXTS = List.of(
            List.of("'it''s :h ?'", "it's :h ?"),
            List.of("'\\'", "\\"),
            List.of("$$it's :h$$", "it's :h"),
            List.of("'--:h'", "--:h"),
            List.of("'/*' || '[:h'", "/*[:h"),
            List.of("(select \":h '\" from (select 'a' as \":h '\"))", "a"),
            List.of("(select `:h \"` from (select 'b' as `:h \"`))", "b"),
            List.of("'c'::varchar", "c"));

    @ParameterizedTest
    @ValueSource(strings = {"", ";MODE=MySQL", ";MODE=Oracle"})
    void theDatabaseItselfBindsEachValueWhereItsNameStood(String mode) throws SQLException {
        var random = new Random(1);
        try (var connection = DriverManager.getConnection("jdbc:h2:mem:" + mode)) {
            for (int round = 0; round < 300; round++) {
                var query = new StringBuilder("select 0");
                var values = new HashMap<String, Object>();
                var expected = new ArrayList<String>(List.of("0"));
                for (int at = 0; at < 1 + random.nextInt(6); at++) {
                    boolean value = random.nextBoolean();
                    var text = one(random, TEXTS);
                    values.put("p" + at, "it's :p" + at + " ?");
                    expected.add(value ? "it's :p" + at + " ?" : text.get(1));
                    query.append(one(random, GAPS))
                            .append(",")
                            .append(value ? "cast(:p" + at + " as varchar(20))" : text.get(0))
                            .append(one(random, GAPS));
                }
                var sql = NamedParameters.marked(SqlLexis.H2, query.toString(), values, Product.H2::bound);
                try (var statement = connection.prepareStatement(sql.text())) {
                    assertThat(row(statement, sql.values())).as("%s", query).isEqualTo(expected);
                }
            }
        }
    }

    private static List<String> row(PreparedStatement statement, List<Object> values) throws SQLException {
        for (int at = 0; at < values.size(); at++) {
            statement.setObject(at + 1, values.get(at));
        }
        try (var rows = statement.executeQuery()) {
            rows.next();
            var row = new ArrayList<String>();
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                row.add(rows.getString(column));
            }
            return row;
        }
    }

    private static <T> T one(Random random, List<T> those) {
        return those.get(random.nextInt(those.size()));
    }

    @Test
    void aSourceIsReadByItsOwnRules() {
        try (var source = JdbcDatabase.h2("create table t (`:K` int primary key, `it's` varchar(9))")) {
            source.execute("insert into t values (1, 'a'), (2, 'b')");
            var query = "select `:K` as k, `it's` as v from t where `:K` > :from // it's :nobody's";
            assertThat(source.all(Source.query(query, Map.of("from", 1L), "k"))).isEqualTo("2,\"b\"\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select ? as a, 1 as b",
                "select 1 as a, 2 as [:b]",
                // The database's own way to write one.
                "select cast($1 as int) as a, 1 as b"
            })
    void aValueThatNobodyGivesIsAMistakeInTheSettings(String query) {
        try (var source = JdbcDatabase.h2()) {
            assertThatThrownBy(() -> source.jdbc.inspect(Source.query(query, Map.of("b", 1L))))
                    .isInstanceOfSatisfying(
                            SourceException.class,
                            e -> assertThat(e.settings()).as(e.getMessage()).isTrue())
                    .hasMessageStartingWith("query");
        }
    }
}
