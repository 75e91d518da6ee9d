package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.Runbook;
import io.domostream.loader.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of relation is read once, row by row, under one snapshot, or refused with a reason. */
class RelationKindsTest {
    private static final String ROLE = "column_reader";
    private static final Source SOURCE = source();

    private static Source source() {
        var source = new Source();
        var address = source.url
                .replaceAll("^jdbc:postgresql://localhost:(\\d+)/(\\w+).*", "$1 $2")
                .split(" ", 2);
        TestPostgres.execute(
                source.url,
                "CREATE EXTENSION postgres_fdw",
                "CREATE EXTENSION file_fdw",
                "CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'localhost', port '%s', dbname '%s')"
                        .formatted(address[0], address[1]),
                "CREATE USER MAPPING FOR postgres SERVER far OPTIONS (user 'postgres')",
                "CREATE SERVER files FOREIGN DATA WRAPPER file_fdw",
                "CREATE TABLE remote (id int PRIMARY KEY, v int)",
                "INSERT INTO remote SELECT g, 0 FROM generate_series(1, 1000) AS g",
                "CREATE FOREIGN TABLE foreign_one (id int NOT NULL, v int) SERVER far OPTIONS (table_name 'remote')",
                "CREATE FOREIGN TABLE foreign_two (id int, v int) SERVER far OPTIONS (table_name 'remote')",
                "CREATE VIEW over_foreign AS SELECT a.id, a.v FROM foreign_one AS a JOIN foreign_two AS b USING (id)",
                "CREATE FOREIGN TABLE a_file (id int, v int) SERVER files OPTIONS (program 'echo 1,2', format 'csv')",
                "CREATE TABLE mixed (id int, v int) PARTITION BY RANGE (id)",
                "CREATE TABLE mixed_low (v int, id int) PARTITION BY RANGE (id)",
                "ALTER TABLE mixed ATTACH PARTITION mixed_low FOR VALUES FROM (1001) TO (3000)",
                "CREATE TABLE mixed_leaf PARTITION OF mixed_low FOR VALUES FROM (1001) TO (2001)",
                "CREATE FOREIGN TABLE mixed_far PARTITION OF mixed FOR VALUES FROM (1) TO (1001)"
                        + " SERVER far OPTIONS (table_name 'remote')",
                "INSERT INTO mixed SELECT g, 0 FROM generate_series(1001, 2000) AS g",
                "CREATE TABLE log (id int, note text)",
                "CREATE TABLE log_old () INHERITS (log)",
                "CREATE TABLE log_new (more text) INHERITS (log)",
                "INSERT INTO log_old SELECT g, repeat('x', 300) FROM generate_series(1, 11000) AS g",
                "INSERT INTO log_new SELECT g, repeat('x', 300) FROM generate_series(11001, 12000) AS g",
                "CREATE TABLE many (id int, note text)",
                "DO $$ BEGIN FOR i IN 1..40 LOOP EXECUTE format('CREATE TABLE many_%s () INHERITS (many)', i);"
                        + " EXECUTE format('INSERT INTO many_%s SELECT %s * 100 + g, ''n'' FROM generate_series(1, 100) g', i, i);"
                        + " END LOOP; END $$",
                "CREATE TABLE columns (gone int, id int GENERATED ALWAYS AS IDENTITY, a int, twice int GENERATED ALWAYS AS (a * 2) STORED)",
                "ALTER TABLE columns DROP COLUMN gone",
                "INSERT INTO columns (a) SELECT g FROM generate_series(1, 500) AS g",
                "CREATE MATERIALIZED VIEW stored AS SELECT * FROM columns",
                "CREATE MATERIALIZED VIEW empty AS SELECT * FROM columns WITH NO DATA",
                "CREATE VIEW over_stored AS SELECT * FROM stored",
                "CREATE TABLE secret (a int, b int, hidden int)",
                "INSERT INTO secret SELECT g, g, g FROM generate_series(1, 3000) AS g",
                "ANALYZE");
        source.role(ROLE, "GRANT SELECT (a, b) ON secret TO " + ROLE);
        return source;
    }

    @AfterAll
    static void end() {
        TestPostgres.execute(SOURCE.url, "DROP OWNED BY " + ROLE, "DROP ROLE " + ROLE);
        SOURCE.close();
    }

    @ParameterizedTest
    @CsvSource({
        "log,,12000",
        "log,id,12000",
        "many,,4000",
        "many,id,4000",
        "mixed,,2000",
        "mixed,id,2000",
        "foreign_one,id,1000",
        "foreign_one,,1000",
        "over_foreign,id,1000",
        "columns,,500",
        "stored,,500",
        "stored,id,500",
        "over_stored,,500",
        "over_stored,id,500"
    })
    void eachRowIsReadOnce(String table, String key, int rows) {
        var spec = key == null ? Source.table(table) : Source.table(table, key);
        assertThat(ids(SOURCE.postgres, spec, new PageLimits(100, 1 << 20)))
                .hasSize(rows)
                .doesNotHaveDuplicates();
    }

    /** In pages or, where those would be too uneven, in one pass; no part is larger than the limit. */
    @Test
    void partsOfAnInheritedTableKeepTheirSize() {
        var limits = new PageLimits(1000, 1 << 20);
        try (var snapshot = SOURCE.postgres.openSnapshot(Source.table("log"), 1)) {
            var spec = Source.table("log");
            var plan = SOURCE.postgres.plan(spec, SOURCE.postgres.inspect(spec), limits, snapshot);
            assertThat(plan.inOneGo() || plan.pages().size() >= 8).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"foreign_one", "over_foreign", "mixed"})
    void allPagesOfAForeignTableShowOneSnapshot(String table) throws IOException {
        var spec = Source.table(table, "id");
        try (var snapshot = SOURCE.postgres.openSnapshot(spec, 4)) {
            assertThat(snapshot.readers(4)).isEqualTo(1);
            var found = SOURCE.postgres.inspect(spec);
            var plan = SOURCE.postgres.plan(spec, found, Source.rows(100), snapshot);
            var pages = new ArrayList<String>();
            try (var reader = SOURCE.postgres.readers(spec, found, snapshot).open()) {
                for (var page : plan.pages()) {
                    var csv = new ByteArrayOutputStream();
                    assertThat(reader.read(page, csv)).isPositive();
                    pages.addAll(csv.toString(StandardCharsets.UTF_8).lines().toList());
                    TestPostgres.execute(SOURCE.url, "UPDATE remote SET v = v + 1");
                }
            }
            assertThat(pages.stream()
                            .filter(line -> !line.matches("(1\\d{3},|2000,).*") || line.startsWith("1000,"))
                            .map(line -> line.substring(line.indexOf(',')))
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void anotherWrapperNeedsSnapshotNone() {
        var spec = Source.table("a_file", "id");
        assertThatThrownBy(() -> SOURCE.postgres.openSnapshot(spec, 1))
                .isInstanceOfSatisfying(SourceException.class, e -> {
                    assertThat(e.settings()).isTrue();
                    assertThat(e.runbook()).isEqualTo(Runbook.FOREIGN_TABLE);
                });
        try (var snapshot = SOURCE.postgres.noSnapshot()) {
            var table = SOURCE.postgres.inspect(spec);
            assertThat(SOURCE.postgres
                            .plan(spec, table, Source.rows(10), snapshot)
                            .rows())
                    .isEqualTo(1);
        }
    }

    @Test
    void aFunctionThatReadsAnotherServerNeedsSnapshotNone() {
        TestPostgres.execute(
                SOURCE.url,
                "CREATE EXTENSION dblink",
                "CREATE VIEW linked AS SELECT * FROM dblink('', 'select 1, 2') AS t(id int, v int)");
        assertThatThrownBy(() -> SOURCE.postgres.openSnapshot(Source.table("linked", "id"), 1))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.runbook()).isEqualTo(Runbook.FOREIGN_TABLE));
    }

    /** A foreign child's CHECK, which nobody enforces, must not leave it out. */
    @Test
    void aForeignChildIsReadWhateverItsConstraintSays() {
        TestPostgres.execute(
                SOURCE.url,
                "CREATE TABLE sums (id int, v int)",
                "CREATE FOREIGN TABLE sums_far (id int, v int, CHECK (id <= 10)) INHERITS (sums)"
                        + " SERVER far OPTIONS (table_name 'remote')");
        var watermark = new Watermark("id", false, null, null, ZoneOffset.UTC);
        var spec = Source.table("sums", "id");
        var increment = SOURCE.reading().increment(spec, watermark, Reading.committed("990"));
        assertThat(SOURCE.pages(spec.within(increment), 100).stream().flatMap(String::lines))
                .hasSize(10);
    }

    @Test
    void anUnpopulatedMaterializedViewIsExplainedByTheServersHint() {
        assertThatThrownBy(() -> SOURCE.all(Source.table("empty")))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("REFRESH MATERIALIZED VIEW");
    }

    /** A foreign table's constraint is not enforced, and a child may lack its parent's. */
    @Test
    void aKeyThatMayHoldNullsLosesNoRow() {
        TestPostgres.execute(
                SOURCE.url,
                "CREATE TABLE nulls (id int, v int)",
                "INSERT INTO nulls SELECT CASE WHEN g % 10 > 0 THEN g END, g FROM generate_series(1, 500) AS g",
                "CREATE FOREIGN TABLE foreign_nulls (id int NOT NULL, v int) SERVER far OPTIONS (table_name 'nulls')",
                "CREATE TABLE base (id int NOT NULL, v int)",
                "CREATE TABLE derived () INHERITS (base)",
                // PostgreSQL 18 keeps a child from dropping it, and has constraints that are not valid yet instead.
                "DO $$ BEGIN ALTER TABLE derived ALTER id DROP NOT NULL; EXCEPTION WHEN OTHERS THEN"
                        + " ALTER TABLE base ALTER id DROP NOT NULL; END $$",
                "INSERT INTO derived SELECT * FROM nulls",
                "DO $$ BEGIN EXECUTE 'ALTER TABLE base ADD CONSTRAINT later NOT NULL id NOT VALID';"
                        + " EXCEPTION WHEN syntax_error THEN NULL; END $$",
                "CREATE TYPE pair AS (a int, b int)",
                "CREATE TABLE pairs (k pair, v int)",
                "INSERT INTO pairs SELECT ROW(id, v)::pair, v FROM nulls",
                "INSERT INTO pairs VALUES (NULL, 501), (ROW(NULL, NULL), 502)");
        for (var table : List.of("foreign_nulls", "base")) {
            assertThat(SOURCE.pages(Source.table(table, "id"), 50).stream().flatMap(String::lines))
                    .hasSize(500);
        }
        assertThat(SOURCE.pages(Source.table("pairs", "k"), 50).stream().flatMap(String::lines))
                .hasSize(502);
    }

    @ParameterizedTest
    @CsvSource({"a", "''"})
    void rightsOnTheLoadedColumnsAreEnough(String key) {
        var spec = new SourceSpec(
                "secret", null, key.isEmpty() ? List.of() : List.of(key), Map.of(), List.of("hidden"), Map.of());
        try (var postgres = SOURCE.as(ROLE)) {
            assertThat(ids(postgres, spec, new PageLimits(100, 1 << 20))).hasSize(3000);
            var increment = new Reading(postgres)
                    .increment(spec, new Watermark("b", false, null, null, ZoneOffset.UTC), Reading.committed("2990"));
            assertThat(ids(postgres, spec.within(increment), new PageLimits(100, 1 << 20)))
                    .hasSize(10);
        }
    }

    /** Through pages, or in one pass. */
    private static List<String> ids(PostgresSource postgres, SourceSpec spec, PageLimits limits) {
        var table = postgres.inspect(spec);
        try (var snapshot = postgres.openSnapshot(spec, 1)) {
            var plan = postgres.plan(spec, table, limits, snapshot);
            postgres.tryFirstPage(spec, table, plan, snapshot);
            var csv = new ByteArrayOutputStream();
            if (plan.inOneGo()) {
                try (var stream = postgres.stream(spec, table, snapshot)) {
                    assertThat(stream.read(csv, Integer.MAX_VALUE, Long.MAX_VALUE))
                            .isEqualTo(plan.rows());
                }
            } else {
                try (var reader = postgres.readers(spec, table, snapshot).open()) {
                    for (var page : plan.pages()) {
                        int before = csv.size();
                        reader.read(page, csv);
                        assertThat(csv.size() - before).isLessThanOrEqualTo((int) limits.maxBytes());
                    }
                }
            }
            return csv.toString(StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.substring(0, line.indexOf(',')))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
