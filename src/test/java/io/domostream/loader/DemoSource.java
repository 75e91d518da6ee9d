package io.domostream.loader;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A PostgreSQL with the lineitem table of the TPC-H benchmark, and an empty database for the job repository. */
final class DemoSource implements AutoCloseable {
    private static final double SCALE = 0.1;
    private final EmbeddedPostgres postgres;

    DemoSource() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    String shop() {
        return url("shop");
    }

    String repository() {
        return url("repository");
    }

    private String url(String database) {
        return postgres.getJdbcUrl("postgres", database);
    }

    /** Returns the number of rows. */
    long fill() throws SQLException {
        try (var connection = DriverManager.getConnection(url("postgres"));
                var statement = connection.createStatement()) {
            statement.execute("create database shop");
            statement.execute("create database repository");
        }
        try (var connection = DriverManager.getConnection(shop())) {
            return new Lineitem(connection).create(SCALE);
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
