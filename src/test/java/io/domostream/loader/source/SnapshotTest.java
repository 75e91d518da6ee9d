package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.TestPostgres;
import io.domostream.loader.source.Page.Nulls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private static final String[] TABLE = {
        "CREATE TABLE t (k int PRIMARY KEY, v text)", "INSERT INTO t SELECT i, 'old' FROM generate_series(1, 1000) AS i"
    };

    @Test
    void writesBetweenPagesAreNotSeen() throws IOException {
        try (var source = new Source(TABLE)) {
            var spec = Source.table("t");
            var table = source.postgres.inspect(spec);
            try (var snapshot = source.postgres.openSnapshot(spec)) {
                var plan = source.postgres.plan(spec, table, Source.rows(300), snapshot);
                try (var reader = source.postgres.reader(spec, table, snapshot)) {
                    var csv = new ByteArrayOutputStream();
                    for (var page : plan.pages()) {
                        reader.read(page, csv);
                        TestPostgres.execute(
                                source.url,
                                "UPDATE t SET v = 'new'",
                                "DELETE FROM t WHERE k % 7 = " + page.number(),
                                "INSERT INTO t VALUES (2000 + " + page.number() + ", 'new')");
                    }
                    assertThat(csv.toString(java.nio.charset.StandardCharsets.UTF_8))
                            .doesNotContain("new")
                            .hasLineCount(1000);
                }
            }
        }
    }

    @Test
    void truncateWaitsUntilTheSnapshotIsClosed() {
        try (var source = new Source(TABLE)) {
            try (var snapshot = source.postgres.openSnapshot(Source.table("t"))) {
                assertThat(snapshot.id()).isNotEmpty();
                assertThatThrownBy(() -> TestPostgres.execute(source.url, "SET lock_timeout = 200", "TRUNCATE t"))
                        .hasMessageContaining("lock timeout");
            }
            TestPostgres.execute(source.url, "SET lock_timeout = 200", "TRUNCATE t");
        }
    }

    @Test
    void aSnapshotThatIsGoneIsTold() {
        try (var source = new Source(TABLE)) {
            var spec = Source.table("t");
            var table = source.postgres.inspect(spec);
            var snapshot = source.postgres.openSnapshot(spec);
            snapshot.close();
            assertThatThrownBy(() -> source.postgres.reader(spec, table, snapshot))
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.settings()).isFalse())
                    .hasMessageContaining("the snapshot is gone");
        }
    }

    @Test
    void aPageGivenUpHalfwayLeavesTheReaderUsable() throws IOException {
        try (var source = new Source(TABLE)) {
            var spec = Source.table("t");
            var table = source.postgres.inspect(spec);
            try (var snapshot = source.postgres.openSnapshot(spec);
                    var reader = source.postgres.reader(spec, table, snapshot)) {
                var page = new Page(1, null, null, Nulls.LEFT_OUT);
                TestPostgres.execute(source.url, "DELETE FROM t");
                assertThatThrownBy(() -> reader.read(page, new LimitedOutput(0)))
                        .isInstanceOf(RowNotWritten.class);
                assertThat(reader.read(page, OutputStream.nullOutputStream())).isEqualTo(1000);
            }
        }
    }
}
