package io.domostream.loader.benchmark;

import io.domostream.loader.Lineitem;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL with the tables to be copied, and an empty database for each run's job repository. */
final class Source implements AutoCloseable {
    private static final String SHOP = "shop";
    private final EmbeddedPostgres postgres;
    private final AtomicInteger repositories = new AtomicInteger();

    Source() throws IOException {
        // Each worker of a spread run takes four.
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                .start();
    }

    /** Makes both tables, so that nothing is left to do for the server while others are measured. */
    void fill(double scale, boolean withUuid) throws SQLException {
        execute("postgres", "create database " + SHOP);
        try (var connection = connection()) {
            new Lineitem(connection).create(scale);
        }
        if (withUuid) {
            execute(
                    SHOP,
                    "create table li_uuid as select gen_random_uuid() as li_id, lineitem.* from lineitem",
                    "alter table li_uuid add primary key (li_id)");
        }
        // Without the first, no index-only scan; without the second, the first contender would pay for the filling.
        execute(SHOP, "vacuum (analyze)", "checkpoint");
    }

    Table lineitem() throws SQLException {
        return table("lineitem", "l_orderkey, l_linenumber");
    }

    Table uuid() throws SQLException {
        return table("li_uuid", "li_id");
    }

    private Table table(String name, String key) throws SQLException {
        try (var connection = connection()) {
            return new TableSurvey(connection, name, key).table();
        }
    }

    String freshRepository() throws SQLException {
        var name = "repository" + repositories.incrementAndGet();
        execute("postgres", "create database " + name);
        return url(name);
    }

    String url() {
        return url(SHOP);
    }

    /** What {@code psql} is told so that it reads from here. */
    String libpq() {
        return "host=127.0.0.1 port=%d user=postgres dbname=%s".formatted(postgres.getPort(), SHOP);
    }

    String version() throws SQLException {
        try (var connection = connection()) {
            var about = connection.getMetaData();
            return about.getDatabaseProductName() + " " + about.getDatabaseProductVersion();
        }
    }

    double processorSeconds() throws IOException, SQLException {
        try (var connection = connection()) {
            return Servers.processorSeconds(connection);
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres".formatted(postgres.getPort(), database);
    }

    Connection connection() throws SQLException {
        return DriverManager.getConnection(url());
    }

    private void execute(String database, String... sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url(database));
                var statement = connection.createStatement()) {
            for (var each : sql) {
                statement.execute(each);
            }
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
