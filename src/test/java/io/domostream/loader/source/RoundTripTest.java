package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A value that a driver changes on its way to the server must not decide which rows are read. */
class RoundTripTest {
    private final CuttingDriver driver = new CuttingDriver();
    private JdbcDatabase real;
    private JdbcSource cutting;

    @BeforeEach
    void begin() throws SQLException {
        DriverManager.registerDriver(driver);
        real = JdbcDatabase.h2(
                "create table t (k timestamp(3) primary key, n int not null, seen timestamp(3) not null)",
                "insert into t select dateadd('millisecond', i * 250, timestamp '2024-01-01 00:00:00'), i,"
                        + " dateadd('millisecond', i * 250, timestamp '2024-01-01 00:00:00') from system_range(1, 100) r(i)");
        cutting = new JdbcSource(new SourceSettings(CuttingDriver.url(real.url), null, null), 2);
    }

    @AfterEach
    void end() throws SQLException {
        cutting.close();
        real.close();
        DriverManager.deregisterDriver(driver);
    }

    private static void refused(ThrowingCallable work, String... named) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.settings()).isTrue())
                .hasMessageContainingAll(named);
    }

    @Test
    void aBoundThatDoesNotFindItsRowIsRefused() {
        var spec = Source.table("t");
        try (var snapshot = cutting.noSnapshot()) {
            var table = cutting.inspect(spec);
            refused(() -> cutting.plan(spec, table, Source.rows(7), snapshot), "TIMESTAMP", "H2");
        }
        assertThat(real.pages(spec, 7)).hasSize(15);
    }

    @Test
    void aWatermarkThatDoesNotFindItsRowIsRefused() {
        var spec = Source.table("t", "n");
        var last = "delete from t where n > 99";
        try (var snapshot = cutting.noSnapshot()) {
            var table = cutting.inspect(spec);
            // The newest value is a whole second, which no driver changes.
            assertThat(cutting.increment(spec, table, Reading.merging(null), Reading.NOTHING, snapshot)
                            .upTo())
                    .isEqualTo("2024-01-01T00:00:25");
            real.execute(last);
            refused(
                    () -> cutting.increment(spec, table, Reading.merging(null), Reading.NOTHING, snapshot),
                    "SEEN",
                    "TIMESTAMP",
                    "H2");
        }
    }

    @Test
    void aParameterThatDoesNotReachTheServerAsItIsIsRefused() {
        refused(() -> cutting.inspect(since("2024-01-01T00:00:00.5")), "since", "H2");
        assertThat(cutting.inspect(since("2024-01-01T00:00:05")).columns()).hasSize(3);
    }

    private static SourceSpec since(String moment) {
        return Source.query("select * from t where seen > :since", Map.of("since", LocalDateTime.parse(moment)), "n");
    }

    @Test
    void aColumnWhoseTypeChangesAfterItsInspectionStopsTheLoad() {
        var spec = Source.table("t", "n");
        var table = real.jdbc.inspect(spec);
        real.execute("alter table t alter column seen varchar(50)");
        try (var snapshot = real.jdbc.openSnapshot(spec, 1);
                var rows = real.jdbc.readers(spec, table, snapshot).open()) {
            assertThatThrownBy(
                            () -> rows.read(new Page(1, null, null, Page.Nulls.LEFT_OUT), new ByteArrayOutputStream()))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("other types");
        }
    }
}
