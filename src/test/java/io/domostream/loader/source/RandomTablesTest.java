package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.domostream.loader.TestPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

/** Tables and keys made at random are compared with what plain JDBC reads. */
class RandomTablesTest {
    private static final List<String> COLLATIONS = List.of("\"C\"", "\"POSIX\"", "\"default\"", "\"ucs_basic\"");
    // r stands for a random text, i for a random number.
    private static final Map<String, String> TYPES = Map.of(
            "bigint", "i",
            "numeric", "i / 7.0",
            "double precision", "i / 7.0::float8",
            "uuid", "md5(i::text)::uuid",
            "date", "DATE '2024-01-01' + i",
            "timestamptz", "TIMESTAMPTZ '2024-03-31 00:00Z' + i * INTERVAL '7.3 min'",
            "text", "r",
            "varchar(20)", "r",
            "char(20)", "r",
            "citext", "r");
    private static final String HOSTILE =
            "ARRAY['', ' ', '\"', ',', E'\\r\\n', E'\\t', E'\\\\', E'\\\\N', E'\\\\.', '😀', '''', 'a', 'A', 'ä', 'B']";

    @Test
    void pagesOfAnySizeAlongAnyKeyHoldEachRowOnceAsJdbcReadsIt() throws SQLException {
        try (var source = new Source("CREATE EXTENSION citext")) {
            for (int seed = 1; seed <= 30; seed++) {
                requireSame(source, new Random(seed), seed);
            }
        }
    }

    @Test
    void hostileTextIsWhatJdbcReads() throws SQLException {
        try (var source = new Source(
                "CREATE TABLE t (n int NOT NULL, v text)",
                "INSERT INTO t SELECT row_number() OVER (), a || b || c FROM unnest(" + HOSTILE + ") AS a, unnest("
                        + HOSTILE + ") AS b, unnest(" + HOSTILE + ") AS c",
                "INSERT INTO t VALUES (0, NULL), (-1, repeat(E'\"\\n', 32768))")) {
            var spec = Source.table("t", "n");
            assertThat(csv(source, spec, 97))
                    .containsExactlyInAnyOrderElementsOf(jdbc(source, "SELECT n, v FROM t", 2));
            var raw = source.all(spec);
            assertThat(raw).contains("\n0,\n").contains("1,\"\"\n");
        }
    }

    private static void requireSame(Source source, Random random, int seed) throws SQLException {
        var types = TYPES.keySet().stream().sorted().toList();
        int columns = 1 + random.nextInt(3);
        var definitions = new ArrayList<String>();
        var values = new ArrayList<String>();
        var names = new ArrayList<String>();
        for (int c = 0; c < columns; c++) {
            var type = types.get(random.nextInt(types.size()));
            var value = "(" + TYPES.get(type) + ")::" + type;
            // Few different values give keys that repeat; every so many rows have no value.
            int different = random.nextBoolean() ? 5 : 5000;
            value = value.replaceAll("\\bi\\b", "(hashint4(n * %d) %% %d)".formatted(c + 3, different))
                    .replaceAll("\\br\\b", Matcher.quoteReplacement(text(seed + c, different)));
            boolean nullable = random.nextBoolean();
            names.add("k" + c);
            definitions.add("k%d %s%s%s".formatted(c, type, collation(type, random), nullable ? "" : " NOT NULL"));
            values.add(nullable ? "CASE WHEN n %% %d > 0 THEN %s END".formatted(2 + random.nextInt(9), value) : value);
        }
        int rows = random.nextInt(700);
        var table = "t" + seed;
        TestPostgres.execute(
                source.url,
                "CREATE TABLE %s (n int NOT NULL, %s)".formatted(table, String.join(", ", definitions)),
                "INSERT INTO %s SELECT n, %s FROM generate_series(1, %d) AS n"
                        .formatted(table, String.join(", ", values), rows));
        var overrides = new HashMap<String, DomoType>();
        names.forEach(name -> overrides.put(name, DomoType.STRING));
        var spec = new SourceSpec(table, null, names, overrides, List.of(), Map.of());
        var expected = jdbc(
                source,
                "SELECT n, %s FROM %s".formatted(String.join("::text, ", names) + "::text", table),
                columns + 1);
        assertThat(csv(source, spec, 1 + random.nextInt(200)))
                .as("seed %d: %s", seed, definitions)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static String text(int salt, int different) {
        return "(SELECT string_agg(h.v, '') FROM (SELECT (%1$s)[1 + abs(hashint4(n %% %2$d + j * %3$d)) %% 15] AS v"
                        .formatted(HOSTILE, different, salt)
                + " FROM generate_series(1, 4) AS j) AS h)";
    }

    private static String collation(String type, Random random) {
        var collation = COLLATIONS.get(random.nextInt(COLLATIONS.size()));
        return List.of("text", "varchar(20)", "char(20)").contains(type) ? " COLLATE " + collation : "";
    }

    private static List<List<String>> csv(Source source, SourceSpec spec, int rowsPerPage) {
        var rows = new ArrayList<List<String>>();
        for (var page : source.pages(spec, rowsPerPage)) {
            CsvReader.builder().ofCsvRecord(page).stream()
                    .map(CsvRecord::getFields)
                    .forEach(rows::add);
        }
        return rows;
    }

    private static List<List<String>> jdbc(Source source, String query, int columns) throws SQLException {
        var rows = new ArrayList<List<String>>();
        try (var connection = DriverManager.getConnection(source.url);
                var statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            var results = statement.executeQuery(query);
            while (results.next()) {
                var row = new ArrayList<String>();
                for (int c = 1; c <= columns; c++) {
                    var value = results.getString(c);
                    row.add(value == null ? "" : value);
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
