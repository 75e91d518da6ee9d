package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.TestPostgres;
import io.domostream.loader.source.Page.Nulls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {
    private static final String[] TABLE = {
        "CREATE TABLE t (k int PRIMARY KEY, v text)", "INSERT INTO t SELECT i, 'old' FROM generate_series(1, 1000) AS i"
    };

    @Test
    void writesBetweenPagesAreNotSeen() throws IOException {
        try (var source = new Source(TABLE)) {
            var spec = Source.table("t");
            var table = source.postgres.inspect(spec);
            try (var snapshot = source.postgres.openSnapshot(spec, 1)) {
                var plan = source.postgres.plan(spec, table, Source.rows(300), snapshot);
                try (var reader = source.postgres.readers(spec, table, snapshot).open()) {
                    var csv = new ByteArrayOutputStream();
                    for (var page : plan.pages()) {
                        reader.read(page, csv);
                        TestPostgres.execute(
                                source.url,
                                "UPDATE t SET v = 'new'",
                                "DELETE FROM t WHERE k % 7 = " + page.number(),
                                "INSERT INTO t VALUES (2000 + " + page.number() + ", 'new')");
                    }
                    assertThat(csv.toString(StandardCharsets.UTF_8))
                            .doesNotContain("new")
                            .hasLineCount(1000);
                }
            }
        }
    }

    /** A process that goes on to other runs would hold the source's tables and old rows for as long as it lives. */
    @Test
    void aReaderThatIsGoneLeavesNoOtherOpen() {
        try (var source = new Source(TABLE)) {
            var snapshot = source.postgres.openSnapshot(Source.table("t"), 3);
            TestPostgres.execute(
                    source.url,
                    "SELECT pg_terminate_backend(min(pid), 10000) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND state LIKE 'idle in transaction%'");
            snapshot.close();
            TestPostgres.execute(source.url, "SET lock_timeout = '10s'", "TRUNCATE t");
        }
    }

    @Test
    void aReaderThatComesLaterSeesTheSameMoment() throws IOException {
        try (var source = new Source(TABLE)) {
            var spec = Source.table("t");
            var table = source.postgres.inspect(spec);
            // The stream uses the one session that is ready, so that the reader takes another.
            try (var snapshot = source.postgres.openSnapshot(spec, 1);
                    var first = source.postgres.stream(spec, table, snapshot)) {
                TestPostgres.execute(source.url, "DELETE FROM t WHERE k > 10");
                try (var later = source.postgres.readers(spec, table, snapshot).open()) {
                    var page = new Page(1, null, null, Nulls.LEFT_OUT);
                    assertThat(later.read(page, OutputStream.nullOutputStream()))
                            .isEqualTo(first.read(OutputStream.nullOutputStream(), 2000, Long.MAX_VALUE))
                            .isEqualTo(1000);
                }
            }
        }
    }

    @Test
    void truncateWaitsUntilTheSnapshotIsClosed() {
        try (var source = new Source(TABLE)) {
            try (var snapshot = source.postgres.openSnapshot(Source.table("t"), 1)) {
                assertThat(snapshot.shared()).isTrue();
                assertThatThrownBy(() -> TestPostgres.execute(source.url, "SET lock_timeout = 200", "TRUNCATE t"))
                        .hasMessageContaining("lock timeout");
            }
            TestPostgres.execute(source.url, "SET lock_timeout = 200", "TRUNCATE t");
        }
    }

    /** A lock that waits lets no later one pass, so a reader that came for its lock only now would wait for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"t", "v", ""})
    void readersGoOnWhileATruncateWaits(String table) throws IOException {
        try (var source = new Source(TABLE)) {
            TestPostgres.execute(source.url, "CREATE VIEW v AS SELECT * FROM t");
            var spec = table.isEmpty() ? Source.query("SELECT * FROM t", Map.of(), "k") : Source.table(table, "k");
            var inspected = source.postgres.inspect(spec);
            CompletableFuture<Void> truncate;
            try (var snapshot = source.postgres.openSnapshot(spec, 2)) {
                truncate = CompletableFuture.runAsync(() -> TestPostgres.execute(source.url, "TRUNCATE t"));
                TestPostgres.awaitWaitingLock(source.url);
                var plan = source.postgres.plan(spec, inspected, Source.rows(300), snapshot);
                assertThat(source.postgres.boundsRise(spec, inspected, plan.pages(), snapshot))
                        .isTrue();
                try (var one = source.postgres
                                .readers(spec, inspected, snapshot)
                                .open();
                        var other = source.postgres
                                .readers(spec, inspected, snapshot)
                                .open()) {
                    var page = new Page(1, null, null, Nulls.LEFT_OUT);
                    assertThat(one.read(page, OutputStream.nullOutputStream())).isEqualTo(1000);
                    assertThat(other.read(page, OutputStream.nullOutputStream()))
                            .isEqualTo(1000);
                }
            }
            truncate.join();
        }
    }

    @Test
    void aSnapshotThatIsGoneIsTold() {
        try (var source = new Source(TABLE)) {
            var spec = Source.table("t");
            var table = source.postgres.inspect(spec);
            var snapshot = source.postgres.openSnapshot(spec, 1);
            snapshot.close();
            assertThatThrownBy(
                            () -> source.postgres.readers(spec, table, snapshot).open())
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.settings()).isFalse())
                    .hasMessageContainingAll(
                            "the snapshot is gone", "one single host", "hot_standby_feedback = on", "snapshot: none");
        }
    }

    @Test
    void aConflictWithRecoveryOnAStandbyIsToldWithItsCure() {
        try (var source = new Source("""
                CREATE FUNCTION conflict() RETURNS int LANGUAGE plpgsql AS $$ BEGIN
                RAISE 'canceling statement due to conflict with recovery' USING ERRCODE = '40001'; END $$""")) {
            var spec = Source.query("SELECT conflict() AS a, 1 AS b", Map.of());
            assertThatThrownBy(() -> source.all(spec))
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.settings()).isFalse())
                    .hasMessageContainingAll(
                            "conflict with recovery", "run again", "hot_standby_feedback = on", "snapshot: none");
        }
    }

    @Test
    void aPageGivenUpHalfwayLeavesTheReaderUsable() throws IOException {
        try (var source = new Source(TABLE)) {
            var spec = Source.table("t");
            var table = source.postgres.inspect(spec);
            try (var snapshot = source.postgres.openSnapshot(spec, 1);
                    var reader = source.postgres.readers(spec, table, snapshot).open()) {
                var page = new Page(1, null, null, Nulls.LEFT_OUT);
                TestPostgres.execute(source.url, "DELETE FROM t");
                assertThatThrownBy(() -> reader.read(page, new LimitedOutput(0)))
                        .isInstanceOf(RowNotWritten.class);
                assertThat(reader.read(page, OutputStream.nullOutputStream())).isEqualTo(1000);
            }
        }
    }
}
