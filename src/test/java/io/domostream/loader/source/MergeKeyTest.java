package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.TestPostgres;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergeKeyTest {
    private static final String[] TABLE = {
        "CREATE TABLE t (a int NOT NULL, b text NOT NULL, \"C c\" int, at timestamp NOT NULL, n numeric NOT NULL)",
        "INSERT INTO t SELECT i / 2, 'x' || i % 2, nullif(i / 2, 9), timestamp '2024-01-01' + i * interval '300 ms', i"
                + " FROM generate_series(1, 100) AS i"
    };

    @Test
    void columnsThatMakeARowUniqueAreTaken() {
        try (var source = new Source(TABLE)) {
            requireUnique(source, Source.table("t"), "a", "b");
            requireUnique(source, Source.table("t"), "B", "A", "a");
            requireUnique(source, Source.table("t"), "n");
            requireUnique(source, Source.query("SELECT * FROM t WHERE b = 'x1'", Map.of()), "a");
        }
    }

    @Test
    void theReasonNamesTheColumnAndNoValue() {
        try (var source = new Source(TABLE)) {
            requireRefused(source, Source.table("t"), "merge-key is [a], and more than one row", "a");
            requireRefused(source, Source.table("t"), "merge-key names the column C c, which holds a NULL", "b", "C c");
            requireRefused(source, Source.table("t"), "merge-key names the column x, which is not loaded", "a", "x");
            requireRefused(source, Source.table("t"), "merge-key is missing");
            requireRefused(
                    source,
                    new SourceSpec("t", null, List.of(), Map.of(), List.of("a"), Map.of()),
                    "merge-key names the column a, which is not loaded: name loaded columns",
                    "a");
        }
    }

    @Test
    void whatDiffersInTheSourceButNotInTheDataSetIsRefused() {
        try (var source = new Source(TABLE)) {
            TestPostgres.execute(source.url, "CREATE UNIQUE INDEX ON t (at)", "CREATE UNIQUE INDEX ON t (n)");
            requireRefused(source, Source.table("t"), "merge-key is [at], and more than one row", "at");
            requireUnique(source, Source.table("t", Map.of("at", DomoType.STRING)), "at");
            TestPostgres.execute(source.url, "INSERT INTO t VALUES (0, 'y', 0, '2025-01-01', 'NaN')");
            requireRefused(source, Source.table("t"), "column n, which holds a NULL", "n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ADD PRIMARY KEY (a, b)",
                "CREATE UNIQUE INDEX ON t (b, a) INCLUDE (n)",
                "CREATE UNIQUE INDEX ON t (a)"
            })
    void nothingIsReadWhereAnIndexProvesIt(String index) {
        try (var source = new Source("CREATE TABLE t (a int NOT NULL, b text NOT NULL, n int)", index)) {
            assertThat(proven(source)).isTrue();
            requireUnique(source, Source.table("t"), "a", "b");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE UNIQUE INDEX ON t (a, n)",
                "CREATE UNIQUE INDEX ON t (n)",
                "CREATE UNIQUE INDEX ON t (a) WHERE b > ''",
                "CREATE UNIQUE INDEX ON t (lower(b))",
                "CREATE INDEX ON t (a)",
                "ALTER TABLE t ADD UNIQUE (a) DEFERRABLE",
                "ALTER TABLE t ALTER a DROP NOT NULL, ADD UNIQUE (a)",
                "CREATE UNIQUE INDEX ON t (a); CREATE TABLE heir () INHERITS (t)"
            })
    void anIndexThatDoesNotProveItIsNotBelieved(String index) {
        try (var source = new Source("CREATE TABLE t (a int NOT NULL, b text NOT NULL, n int)", index)) {
            assertThat(proven(source)).isFalse();
        }
    }

    @Test
    void rowsOfInheritingTablesCountToo() {
        try (var source = new Source(
                "CREATE TABLE t (a int PRIMARY KEY, b text)",
                "CREATE TABLE heir () INHERITS (t)",
                "INSERT INTO t VALUES (1, 'x')",
                "INSERT INTO heir VALUES (1, 'y')")) {
            requireRefused(source, Source.table("t"), "merge-key is [a]", "a");
        }
    }

    private static boolean proven(Source source) {
        try (var connections = source.connections();
                var session = new Session(connections)) {
            return new Catalog(session).provesUnique(Relation.find(session, "t"), List.of("a", "b"));
        }
    }

    private static void requireUnique(Source source, SourceSpec spec, String... key) {
        var table = source.postgres.inspect(spec);
        try (var snapshot = source.postgres.openSnapshot(spec, 1)) {
            source.postgres.requireUnique(spec, table, List.of(key), snapshot);
        }
    }

    private static void requireRefused(Source source, SourceSpec spec, String message, String... key) {
        assertThatThrownBy(() -> requireUnique(source, spec, key))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.settings()).isTrue())
                .hasMessageStartingWith("merge-key")
                .hasMessageContaining(message);
    }
}
