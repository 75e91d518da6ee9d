package io.domostream.loader.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.TestPostgres;
import io.domostream.loader.pooler.Pooler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Random tables under random settings of role and database, with and without a pooler, arrive as a reader under fixed settings sees them. */
class RandomSourceTest {
    private static final int SEEDS = Integer.getInteger("source.seeds", 20);
    private static final Source SOURCE = source();
    private static final String DATABASE = SOURCE.url.replaceAll(".*/|\\?.*", "");

    private static Source source() {
        var source = new Source(Hostile.SCHEMA);
        source.role(RandomSource.ROLE);
        TestPostgres.execute(
                source.url,
                "CREATE TYPE mood AS ENUM ('sad', 'glad')",
                "CREATE TYPE pair AS (a int, b pg_catalog.text)");
        return source;
    }

    @AfterAll
    static void end() {
        TestPostgres.execute(SOURCE.url, "DROP OWNED BY " + RandomSource.ROLE, "DROP ROLE " + RandomSource.ROLE);
        SOURCE.close();
    }

    @Test
    void everyValueIsWhatFixedSettingsShow() throws Exception {
        var one = Integer.getInteger("source.seed");
        for (int seed = one == null ? 1 : one; seed <= (one == null ? SEEDS : one); seed++) {
            var random = RandomSource.of(seed);
            TestPostgres.execute(
                    SOURCE.url,
                    "ALTER DATABASE \"%s\" RESET ALL".formatted(DATABASE),
                    "ALTER ROLE %s RESET ALL".formatted(RandomSource.ROLE));
            TestPostgres.execute(
                    SOURCE.url,
                    random.ddl().stream()
                            .map(statement -> statement.replace("%s", DATABASE))
                            .toArray(String[]::new));
            assertThat(loaded(random))
                    .as("replay: ./mvnw test -Dtest=RandomSourceTest -Dsource.seed=" + seed)
                    .containsExactlyInAnyOrderElementsOf(expected(random));
        }
    }

    private static List<String> loaded(RandomSource random) throws IOException {
        if (!random.reading().pooled()) {
            try (var postgres = SOURCE.as(RandomSource.ROLE)) {
                return loaded(random, postgres);
            }
        }
        try (var pooler = Pooler.start(SOURCE.url, RandomSource.ROLE, Pooler.Mode.TRANSACTION, 6);
                var postgres = Source.as(RandomSource.ROLE, pooler.url(), RowSecurity.REFUSE)) {
            return loaded(random, postgres);
        }
    }

    private static List<String> loaded(RandomSource random, PostgresSource postgres) throws IOException {
        var spec = random.spec();
        var table = postgres.inspect(spec);
        var csv = new ByteArrayOutputStream();
        try (var snapshot = random.reading().shared() ? postgres.openSnapshot(spec, 2) : postgres.noSnapshot()) {
            var plan = postgres.plan(spec, table, Source.rows(random.reading().rowsPerPage()), snapshot);
            assertThat(plan.rows()).isEqualTo(RandomSource.ROWS);
            assertThat(postgres.boundsRise(spec, table, plan.pages(), snapshot)).isTrue();
            postgres.tryFirstPage(spec, table, plan, snapshot);
            try (var reader = postgres.readers(spec, table, snapshot).open()) {
                for (var page : plan.pages()) {
                    reader.read(page, csv);
                }
            }
        }
        return csv.toString(UTF_8).lines().toList();
    }

    private static List<String> expected(RandomSource random) throws SQLException {
        var rows = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(SOURCE.url);
                var statement = connection.createStatement()) {
            statement.execute(
                    "SET search_path = public; SET \"TimeZone\" = 'UTC'; SET DateStyle = 'ISO'; SET IntervalStyle ="
                            + " 'iso_8601'; SET extra_float_digits = 1; SET bytea_output = 'hex'; SET lc_monetary = 'C';"
                            + " SET statement_timeout = 0; SET standard_conforming_strings = on; SET xmloption = content");
            try (var answer = statement.executeQuery(random.expected())) {
                while (answer.next()) {
                    var fields = new ArrayList<String>();
                    fields.add(answer.getString(1));
                    for (int i = 0; i < random.columns().size(); i++) {
                        fields.add(field(
                                answer.getString(i + 2), random.columns().get(i).type()));
                    }
                    rows.add(String.join(",", fields));
                }
            }
        }
        return rows;
    }

    private static String field(String value, RandomSource.Type type) {
        if (value == null) {
            return "";
        } else if (type.text()) {
            return '"' + value.replace("\"", "\"\"") + '"';
        }
        boolean unknownToDomo = value.matches("NaN|-?[Ii]nfinity|.* BC|\\d{5}-.*");
        return unknownToDomo ? "" : value;
    }
}
