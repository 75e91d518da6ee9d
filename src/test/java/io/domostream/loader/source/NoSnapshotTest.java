package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoSnapshotTest {
    private static final String[] TABLE = {
        "CREATE TABLE t (k int PRIMARY KEY, v text)",
        "INSERT INTO t SELECT i, 'old' FROM generate_series(1, 1000) AS i",
        "CREATE VIEW w AS SELECT * FROM t"
    };

    @Test
    void eachPageIsOfItsOwnMoment() throws IOException {
        try (var source = new Source(TABLE)) {
            var spec = Source.table("t");
            var table = source.postgres.inspect(spec);
            try (var snapshot = source.postgres.noSnapshot()) {
                assertThat(snapshot.shared()).isFalse();
                var plan = source.postgres.plan(spec, table, Source.rows(300), snapshot);
                assertThat(plan.rows()).isEqualTo(1000);
                try (var reader = source.postgres.readers(spec, table, snapshot).open()) {
                    var csv = new ByteArrayOutputStream();
                    for (var page : plan.pages()) {
                        csv.reset();
                        reader.read(page, csv);
                        assertThat(csv.toString(StandardCharsets.UTF_8).contains("new"))
                                .isEqualTo(page.number() > 1);
                        TestPostgres.execute(source.url, "UPDATE t SET v = 'new'");
                    }
                }
            }
        }
    }

    @Test
    void nothingIsHeldBetweenPages() throws IOException {
        try (var source = new Source(TABLE)) {
            var spec = Source.table("t");
            var table = source.postgres.inspect(spec);
            try (var snapshot = source.postgres.noSnapshot();
                    var reader = source.postgres.readers(spec, table, snapshot).open()) {
                var plan = source.postgres.plan(spec, table, Source.rows(300), snapshot);
                requireNothingHeld(source);
                reader.read(plan.pages().get(0), new ByteArrayOutputStream());
                requireNothingHeld(source);
                assertThat(reader.read(plan.pages().get(1), new ByteArrayOutputStream()))
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TABLE w", "SELECT 1 AS k, 2 AS v", "t"})
    void withoutAKeyItIsRefused(String name) {
        try (var source = new Source(TABLE)) {
            TestPostgres.execute(source.url, "ALTER TABLE t DROP CONSTRAINT t_pkey");
            var spec = name.equals("t") ? Source.table(name) : Source.query(name, Map.of());
            var table = source.postgres.inspect(spec);
            var snapshot = source.postgres.noSnapshot();
            assertThatThrownBy(() -> source.postgres.plan(spec, table, Source.rows(9), snapshot))
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.settings()).isTrue())
                    .hasMessageStartingWith("snapshot is none: ")
                    .hasMessageEndingWith("without a key hold each row once only within one snapshot:"
                            + " give key or leave snapshot at shared");
        }
    }

    private static void requireNothingHeld(Source source) {
        TestPostgres.execute(
                source.url,
                "SET lock_timeout = 200",
                "TRUNCATE t",
                "DO $$ BEGIN ASSERT (SELECT count(*) = 0 FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND xact_start IS NOT NULL AND pid <> pg_backend_pid()); END $$");
    }
}
