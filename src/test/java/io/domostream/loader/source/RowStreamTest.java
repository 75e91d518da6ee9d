package io.domostream.loader.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RowStreamTest {
    private static final String TABLE =
            "CREATE TABLE t AS SELECT i AS n, repeat('x', i % 10) AS v" + " FROM generate_series(100, 999) AS i";

    @Test
    void aQueryWithoutAKeyIsPlannedAsOneCountedPageInOneGo() {
        try (var source = new Source(TABLE, "CREATE VIEW w AS SELECT * FROM t")) {
            for (var spec : List.of(Source.query("SELECT * FROM t", Map.of()), Source.table("w"))) {
                var plan = source.plan(spec, 100);
                assertThat(plan.inOneGo()).isTrue();
                assertThat(plan.pages()).hasSize(1);
                assertThat(plan.rows()).isEqualTo(900);
                assertThat(plan.rowBytes()).isPositive();
                assertThat(plan.rowsPerPage()).isEqualTo(100);
            }
            assertThat(source.plan(Source.table("t"), 100).inOneGo()).isFalse();
            assertThat(source.plan(Source.table("w", "n"), 100).inOneGo()).isFalse();
        }
    }

    @Test
    void itsPiecesTogetherAreWhatOnePageWouldHold() throws IOException {
        try (var source = new Source(TABLE)) {
            var spec = Source.query("SELECT * FROM t", Map.of());
            var whole = source.all(spec);
            for (int rows : List.of(1, 7, 100, 450, 900, 901)) {
                var pieces = pieces(source, spec, rows, Long.MAX_VALUE);
                assertThat(String.join("", pieces)).isEqualTo(whole);
                assertThat(pieces).hasSize((900 + rows - 1) / rows);
            }
            for (long bytes : List.of(16L, 17L, 500L, 1_000_000L)) {
                var pieces = pieces(source, spec, 1_000_000, bytes);
                assertThat(String.join("", pieces)).isEqualTo(whole);
                assertThat(pieces)
                        .allSatisfy(piece -> assertThat(piece.length()).isLessThanOrEqualTo((int) bytes));
            }
        }
    }

    @Test
    void aRowLargerThanAPieceIsWrittenAlone() throws IOException {
        try (var source = new Source()) {
            var spec = Source.query(
                    "SELECT n, v FROM (VALUES (1, 'a'), (2, repeat('b', 1000)), (3, 'c'), (4, 'd')) AS t (n, v)",
                    Map.of());
            assertThat(pieces(source, spec, 100, 20)).extracting(String::length).containsExactly(6, 1005, 12);
            assertThat(pieces(source, spec, 100, 1)).hasSize(4);
        }
    }

    @Test
    void valuesThatBecameNullCountInThePieceThatHoldsTheirRow() throws IOException {
        try (var source = new Source()) {
            // The second row is read before it is known that it does not fit into the first piece.
            var spec = Source.query(
                    "SELECT n, v FROM (VALUES (1, 1.0::float8), (2, 'NaN'), (3, 'Infinity')) AS t (n, v)", Map.of());
            var table = source.postgres.inspect(spec);
            try (var snapshot = source.postgres.openSnapshot(spec, 1);
                    var stream = source.postgres.stream(spec, table, snapshot)) {
                for (int expected = 0; expected <= 2; expected++) {
                    assertThat(stream.read(OutputStream.nullOutputStream(), 100, 1))
                            .isEqualTo(1);
                    assertThat(stream.nulledValues()).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void noRowsAreNoPiece() throws IOException {
        try (var source = new Source(TABLE)) {
            assertThat(pieces(source, Source.query("SELECT * FROM t WHERE false", Map.of()), 100, 100))
                    .isEmpty();
        }
    }

    @Test
    void whatChangesWhileItIsReadIsNotSeen() throws IOException {
        try (var source = new Source(TABLE)) {
            var spec = Source.query("SELECT * FROM t", Map.of());
            var table = source.postgres.inspect(spec);
            try (var snapshot = source.postgres.openSnapshot(spec, 1)) {
                TestPostgres.execute(source.url, "DELETE FROM t");
                try (var stream = source.postgres.stream(spec, table, snapshot)) {
                    assertThat(stream.read(OutputStream.nullOutputStream(), 1000, 1_000_000))
                            .isEqualTo(900);
                }
            }
        }
    }

    @Test
    void aFaultInTheMiddleIsTold() {
        try (var source = new Source(TABLE)) {
            var spec = Source.query("SELECT n, 1 / (500 - n) AS v FROM t", Map.of());
            for (int rowsAPiece : new int[] {100, 1_000_000}) {
                assertThatThrownBy(() -> pieces(source, spec, rowsAPiece, 1_000_000))
                        .isInstanceOf(SourceException.class)
                        .hasMessageStartingWith(
                                "a value of column v is the result of a division by zero (SQLSTATE 22012)");
            }
        }
    }

    @Test
    void aRowThatCouldNotBeWrittenIsNeverTakenForRead() throws IOException {
        try (var source = new Source(TABLE)) {
            var spec = Source.query("SELECT * FROM t", Map.of());
            var table = source.postgres.inspect(spec);
            try (var snapshot = source.postgres.openSnapshot(spec, 1);
                    var stream = source.postgres.stream(spec, table, snapshot)) {
                assertThatThrownBy(() -> stream.read(new LimitedOutput(0), 100, 100))
                        .isInstanceOf(IOException.class);
                assertThat(stream.read(OutputStream.nullOutputStream(), 1000, 1_000_000))
                        .isEqualTo(900);
            }
        }
    }

    @Test
    void closedMidwayItEndsTheQueryAndItsConnectionIsNotUsedAgain() throws IOException, SQLException {
        try (var source = new Source(TABLE)) {
            var endless =
                    Source.query("SELECT generate_series(1, 100000000000) AS n, repeat('x', 1000) AS v", Map.of());
            var slow = Source.query(
                    "SELECT i AS n, CASE WHEN i < 9 THEN repeat('x', 10000) ELSE (SELECT 'y' FROM pg_sleep(3600)) END AS v"
                            + " FROM generate_series(1, 99) AS i",
                    Map.of());
            for (var spec : List.of(endless, slow)) {
                var table = source.postgres.inspect(spec);
                try (var snapshot = source.postgres.openSnapshot(spec, 1)) {
                    // More often than the pool has connections.
                    for (int i = 0; i < 5; i++) {
                        try (var stream = source.postgres.stream(spec, table, snapshot)) {
                            assertThat(stream.read(OutputStream.nullOutputStream(), 3, 1_000_000))
                                    .isEqualTo(3);
                        }
                    }
                }
                while (copiesRunning(source) > 0) {
                    Thread.onSpinWait();
                }
            }
            assertThat(source.all(Source.table("t"))).hasLineCount(900);
        }
    }

    private static int copiesRunning(Source source) throws SQLException {
        try (var connection = DriverManager.getConnection(source.url);
                var statement = connection.createStatement();
                var found = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'COPY%'")) {
            found.next();
            return found.getInt(1);
        }
    }

    private static List<String> pieces(Source source, SourceSpec spec, int rows, long bytes) throws IOException {
        var table = source.postgres.inspect(spec);
        try (var snapshot = source.postgres.openSnapshot(spec, 1);
                var stream = source.postgres.stream(spec, table, snapshot)) {
            var pieces = new ArrayList<String>();
            var csv = new ByteArrayOutputStream();
            while (stream.read(csv, rows, bytes) > 0) {
                pieces.add(csv.toString(UTF_8));
                csv.reset();
            }
            assertThat(stream.read(csv, rows, bytes)).isZero();
            return pieces;
        }
    }
}
