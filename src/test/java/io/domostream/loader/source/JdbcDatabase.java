package io.domostream.loader.source;

import io.domostream.loader.TestPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
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

    /** One that needs nothing but its driver, in a file or in memory. */
    static JdbcDatabase of(String url, String... sql) {
        return new JdbcDatabase(url, sql);
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
        return reading().plan(spec, rowsPerPage);
    }

    boolean boundsRise(SourceSpec spec, List<Page> pages) {
        return reading().boundsRise(spec, pages);
    }

    List<String> pages(SourceSpec spec, int rowsPerPage) {
        return reading().pages(spec, rowsPerPage);
    }

    String all(SourceSpec spec) {
        return reading().all(spec);
    }

    Reading reading() {
        return new Reading(jdbc);
    }

    @Override
    public void close() {
        jdbc.close();
        if (url.startsWith("jdbc:h2:")) {
            execute("SHUTDOWN");
        } else if (url.startsWith("jdbc:postgresql:")) {
            TestPostgres.dropLater(url);
        }
    }
}
