package io.domostream.loader.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.source.Page.Nulls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read by plain JDBC is of one moment where that is asked for, and comes as it is asked for. */
@Timeout(60)
class JdbcMomentTest {
    private static final Page ALL = new Page(1, null, null, Nulls.LEFT_OUT);
    private static final String TABLE = "create table t (k int primary key, v varchar(9))";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void underOneMomentWritesBetweenPagesAreNotSeen(boolean h2) throws IOException {
        try (var source = filled(h2)) {
            var spec = Source.table("t");
            var table = source.jdbc.inspect(spec);
            try (var snapshot = source.jdbc.openSnapshot(spec, 4)) {
                assertThat(snapshot.shared()).isTrue();
                var plan = source.jdbc.plan(spec, table, Source.rows(300), snapshot);
                assertThat(plan.pages()).hasSize(4);
                var readers = source.jdbc.readers(spec, table, snapshot);
                var csv = new ByteArrayOutputStream();
                for (var page : plan.pages()) {
                    // Each by another reader: they take turns.
                    try (var reader = readers.open();
                            var idle = readers.open()) {
                        assertThat(idle).isNotNull();
                        reader.read(page, csv);
                    }
                    source.execute(
                            "update t set v = 'new'",
                            "delete from t where mod(k, 7) = " + page.number(),
                            "insert into t values (%d, 'new')".formatted(2000 + page.number()));
                }
                assertThat(csv.toString(UTF_8)).doesNotContain("new").hasLineCount(1000);
            }
            assertThat(source.all(spec)).contains("new");
        }
    }

    @Test
    void withoutOneEachPageIsOfItsOwnMoment() throws IOException {
        try (var source = filled(true)) {
            var spec = Source.table("t");
            var table = source.jdbc.inspect(spec);
            try (var snapshot = source.jdbc.noSnapshot()) {
                assertThat(snapshot.shared()).isFalse();
                var plan = source.jdbc.plan(spec, table, Source.rows(300), snapshot);
                try (var reader = source.jdbc.readers(spec, table, snapshot).open()) {
                    var csv = new ByteArrayOutputStream();
                    for (var page : plan.pages()) {
                        csv.reset();
                        reader.read(page, csv);
                        assertThat(csv.toString(UTF_8).contains("new")).isEqualTo(page.number() > 1);
                        source.execute("update t set v = 'new'");
                    }
                }
            }
        }
    }

    @Test
    void withoutOneAKeyIsNeeded() {
        try (var source = JdbcDatabase.h2("create table t (a int, b int)");
                var snapshot = source.jdbc.noSnapshot()) {
            var spec = Source.table("t");
            var table = source.jdbc.inspect(spec);
            assertThatThrownBy(() -> source.jdbc.plan(spec, table, Source.rows(300), snapshot))
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.settings()).isTrue())
                    .hasMessageStartingWith("snapshot is none: ")
                    .hasMessageEndingWith("give key or leave snapshot at shared");
        }
    }

    @Test
    void whereNoMomentIsKnownItMustBeDoneWithout() throws SQLException {
        var driver = new OtherDriver();
        DriverManager.registerDriver(driver);
        try (var real = filled(true);
                var other =
                        new JdbcSource(new SourceSettings(real.url.replace("jdbc:h2:", "jdbc:other:"), "", ""), 2)) {
            var spec = Source.table("t");
            assertThatThrownBy(() -> other.openSnapshot(spec, 1))
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.settings()).isTrue())
                    .hasMessageStartingWith("snapshot is shared, ")
                    .hasMessageEndingWith("set the load's snapshot: none");
            try (var snapshot = other.noSnapshot()) {
                assertThat(other.plan(spec, other.inspect(spec), Source.rows(300), snapshot)
                                .pages())
                        .hasSize(4);
            }
        } finally {
            DriverManager.deregisterDriver(driver);
        }
    }

    @Test
    void rowsAreNotAllFetchedBeforeTheFirstIsWritten() throws IOException {
        // Any of these would take hours and all of the memory.
        var h2 = "select x as n, repeat('x', 1000) as v from system_range(1, 1000000000000)";
        try (var source = JdbcDatabase.h2()) {
            requireStreamed(source, h2);
        }
        try (var source = JdbcDatabase.postgres("CREATE TABLE t AS SELECT 1")) {
            // A longer series would be written to disk first.
            requireStreamed(
                    source,
                    "SELECT a.n, repeat('x', 1000) AS v FROM generate_series(1, 1000000) AS a(n), generate_series(1, 1000000) AS b(n)");
        }
    }

    private static void requireStreamed(JdbcDatabase source, String endless) throws IOException {
        var spec = Source.query(endless, Map.of());
        var table = source.jdbc.inspect(spec);
        // More often than the pool has connections.
        for (int i = 0; i < 5; i++) {
            try (var snapshot = source.jdbc.openSnapshot(spec, 1);
                    var stream = source.jdbc.stream(spec, table, snapshot)) {
                assertThat(stream.read(OutputStream.nullOutputStream(), 3000, 1 << 30))
                        .isEqualTo(3000);
            }
        }
    }

    @Test
    void aRowThatIsRefusedIsNamedAndTheReaderCanGoOn() throws IOException {
        try (var source = JdbcDatabase.h2(
                "create table t (v varchar(9999), b varchar(99), a int, primary key (a, b))",
                "insert into t select case i when 7 then repeat('\",', 200) end, 'x, \"y\"' || i, i from system_range(1, 9) as r(i)")) {
            var spec = Source.table("t");
            var table = source.jdbc.inspect(spec);
            try (var snapshot = source.jdbc.openSnapshot(spec, 1);
                    var reader = source.jdbc.readers(spec, table, snapshot).open()) {
                assertThatThrownBy(() -> reader.read(ALL, new LimitedOutput(300)))
                        .isInstanceOfSatisfying(RowNotWritten.class, e -> {
                            assertThat(e.key()).isEqualTo("7, x, \"y\"7");
                            assertThat(e.bytes()).isGreaterThan(600);
                        });
                assertThat(reader.read(ALL, OutputStream.nullOutputStream())).isEqualTo(9);
            }
        }
    }

    @Test
    void aMomentEndsWhenItsLastReaderGivesItBack() throws IOException {
        try (var source = filled(true)) {
            var spec = Source.table("t");
            var snapshot = source.jdbc.openSnapshot(spec, 1);
            try (var stream = source.jdbc.stream(spec, source.jdbc.inspect(spec), snapshot)) {
                stream.read(OutputStream.nullOutputStream(), 1, 100);
                snapshot.close();
                assertThat(stream.read(OutputStream.nullOutputStream(), 5000, 1 << 20))
                        .isEqualTo(999);
                assertThat(stream.read(OutputStream.nullOutputStream(), 1, 100)).isZero();
            }
        }
    }

    @Test
    void readersOfOneMomentWaitForEachOther() {
        try (var source = filled(true)) {
            var spec = Source.table("t");
            var table = source.jdbc.inspect(spec);
            try (var snapshot = source.jdbc.openSnapshot(spec, 1)) {
                var readers = source.jdbc.readers(spec, table, snapshot);
                var inTheMiddle = new CompletableFuture<Void>();
                var goOn = new CompletableFuture<Void>();
                var first = CompletableFuture.supplyAsync(() -> rows(readers.open(), new OutputStream() {
                    @Override
                    public void write(int one) {
                        inTheMiddle.complete(null);
                        goOn.join();
                    }
                }));
                inTheMiddle.join();
                var second = CompletableFuture.supplyAsync(() -> rows(readers.open(), OutputStream.nullOutputStream()));
                assertThat(second).isNotDone();
                goOn.complete(null);
                assertThat(first.join() + second.join()).isEqualTo(2000);
            }
        }
    }

    private static long rows(PageReader reader, OutputStream csv) {
        try (reader) {
            return reader.read(ALL, csv);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JdbcDatabase filled(boolean h2) {
        return h2
                ? JdbcDatabase.h2(TABLE, "insert into t select i, 'old' from system_range(1, 1000) as r(i)")
                : JdbcDatabase.postgres(TABLE, "insert into t select i, 'old' from generate_series(1, 1000) as i");
    }

    /** Leads to H2 under an address that tells nothing. */
    private static final class OtherDriver implements Driver {
        @Override
        public @Nullable Connection connect(String url, Properties info) throws SQLException {
            return acceptsURL(url) ? DriverManager.getConnection(url.replace("jdbc:other:", "jdbc:h2:"), info) : null;
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith("jdbc:other:");
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException();
        }
    }
}
