package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.domostream.loader.Runbook;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that goes away while it is read: whatever is tried on the connection afterwards, the person sees why. */
@Timeout(30)
class LostSourceTest {
    private static final OutputStream NOWHERE = OutputStream.nullOutputStream();
    private static final SourceSpec TABLE = Source.table("t");
    private static final SourceSpec QUERY = Source.query("select k, v from t", Map.of());

    private Server server;
    private JdbcSource source;
    private String url;

    @BeforeEach
    void begin() throws SQLException {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        url = "jdbc:h2:tcp://127.0.0.1:%1$d/mem:lost%1$d".formatted(server.getPort());
        try (var connection = DriverManager.getConnection(url + ";DB_CLOSE_DELAY=-1");
                var statement = connection.createStatement()) {
            statement.execute("create table t (k int primary key, v varchar(9))");
            statement.execute("insert into t select x, 'v' from system_range(1, 5000)");
        }
        source = new JdbcSource(new SourceSettings(url, null, null), 2);
    }

    @AfterEach
    void end() {
        source.close();
        server.stop();
    }

    @Test
    void eachReaderOfTheMomentIsToldWhyItIsLost() throws IOException {
        var table = source.inspect(TABLE);
        try (var snapshot = source.openSnapshot(TABLE, 1);
                var reader = source.readers(TABLE, table, snapshot).open();
                var another = source.readers(TABLE, table, snapshot).open()) {
            var pages = source.plan(TABLE, table, Source.rows(1000), snapshot).pages();
            assertThat(reader.read(pages.get(0), NOWHERE)).isEqualTo(1000);
            server.stop();
            var first = lost(() -> reader.read(pages.get(1), NOWHERE));
            assertThat(lost(() -> another.read(pages.get(2), NOWHERE))).isEqualTo(first);
            assertThat(lost(() -> source.plan(TABLE, table, Source.rows(1000), snapshot)))
                    .isEqualTo(first);
        }
    }

    @Test
    void aPassOverAllRowsIsToldWhyItIsLost() throws IOException {
        var table = source.inspect(QUERY);
        try (var snapshot = source.openSnapshot(QUERY, 1)) {
            var stream = source.stream(QUERY, table, snapshot);
            assertThat(stream.read(NOWHERE, 10, 1 << 20)).isEqualTo(10);
            server.stop();
            lost(() -> {
                // What its end says would stand in the way of the reason.
                try (stream) {
                    stream.read(NOWHERE, 5000, 1 << 30);
                }
            });
        }
    }

    @Test
    void aPageOfAMomentOfItsOwnIsToldWhyItIsLost() throws IOException {
        var table = source.inspect(TABLE);
        try (var snapshot = source.noSnapshot();
                var reader = source.readers(TABLE, table, snapshot).open()) {
            var pages = source.plan(TABLE, table, Source.rows(1000), snapshot).pages();
            assertThat(reader.read(pages.get(0), NOWHERE)).isEqualTo(1000);
            server.stop();
            lost(() -> reader.read(pages.get(1), NOWHERE));
        }
    }

    private String lost(ThrowingCallable reading) {
        var failed = catchThrowableOfType(SourceException.class, reading);
        assertThat(failed.settings()).as(failed.getMessage()).isFalse();
        assertThat(failed.runbook()).as(failed.getMessage()).isEqualTo(Runbook.SOURCE_UNREACHABLE);
        assertThat(failed.getMessage())
                .startsWith("source.url is " + url + ": ")
                .doesNotContain("is closed");
        for (var suppressed : failed.getSuppressed()) {
            assertThat(suppressed).hasMessage(failed.getMessage());
        }
        return String.valueOf(failed.getMessage());
    }
}
