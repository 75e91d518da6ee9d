package io.domostream.loader.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of a test's own, read by plain JDBC: H2 in memory, or PostgreSQL as if it were any other. */
final class JdbcDatabase implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    final String url;
    final JdbcSource jdbc;

    private JdbcDatabase(String url, String... sql) {
        this.url = url;
        jdbc = new JdbcSource(new SourceSettings(url, null, null), 4);
        execute(sql);
    }

    static JdbcDatabase h2(String... sql) {
        return new JdbcDatabase("jdbc:h2:mem:jdbc" + COUNT.incrementAndGet() + ";DB_CLOSE_DELAY=-1", sql);
    }

    static JdbcDatabase postgres(String... sql) {
        // Else its driver says that every text is a varchar, which is compared with some types only.
        return new JdbcDatabase(TestPostgres.newDatabase() + "&stringtype=unspecified", sql);
    }

    void execute(String... sql) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            for (var one : sql) {
                statement.execute(one);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    PagePlan plan(SourceSpec spec, int rowsPerPage) {
        try (var snapshot = jdbc.openSnapshot(spec, 1)) {
            return jdbc.plan(spec, jdbc.inspect(spec), Source.rows(rowsPerPage), snapshot);
        }
    }

    boolean boundsRise(SourceSpec spec, List<Page> pages) {
        try (var snapshot = jdbc.openSnapshot(spec, 1)) {
            return jdbc.boundsRise(spec, jdbc.inspect(spec), pages, snapshot);
        }
    }

    /** Each page's CSV, after checking that the counts agree and the bounds rise. */
    List<String> pages(SourceSpec spec, int rowsPerPage) {
        var table = jdbc.inspect(spec);
        try (var snapshot = jdbc.openSnapshot(spec, 1)) {
            var plan = jdbc.plan(spec, table, Source.rows(rowsPerPage), snapshot);
            assertThat(jdbc.boundsRise(spec, table, plan.pages(), snapshot)).isTrue();
            try (var reader = jdbc.readers(spec, table, snapshot).open()) {
                long rows = 0;
                var pages = new ArrayList<String>();
                for (var page : plan.pages()) {
                    var csv = new ByteArrayOutputStream();
                    rows += reader.read(page, csv);
                    pages.add(csv.toString(UTF_8));
                }
                assertThat(rows).isEqualTo(plan.rows());
                return pages;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String all(SourceSpec spec) {
        return String.join("", pages(spec, 1000));
    }

    @Override
    public void close() {
        jdbc.close();
        if (url.startsWith("jdbc:h2:")) {
            execute("SHUTDOWN");
        } else {
            TestPostgres.dropLater(url);
        }
    }
}
