package io.domostream.loader;

import io.trino.tpch.LineItemGenerator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** A PostgreSQL with the lineitem table of the TPC-H benchmark, and an empty database for the job repository. */
final class DemoSource implements AutoCloseable {
    private static final double SCALE = 0.1;
    private static final int BUFFER = 1 << 16;
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
    long fill() throws SQLException, IOException {
        execute(url("postgres"), "create database shop", "create database repository");
        execute(shop(), """
                create table lineitem (
                    l_orderkey bigint, l_partkey bigint, l_suppkey bigint, l_linenumber integer,
                    l_quantity numeric(15, 2), l_extendedprice numeric(15, 2),
                    l_discount numeric(15, 2), l_tax numeric(15, 2),
                    l_returnflag char(1), l_linestatus char(1),
                    l_shipdate date, l_commitdate date, l_receiptdate date,
                    l_shipinstruct char(25), l_shipmode char(10), l_comment varchar(44))""");
        long rows;
        try (var connection = DriverManager.getConnection(shop())) {
            rows = copy(connection);
        }
        execute(shop(), "alter table lineitem add primary key (l_orderkey, l_linenumber)", "analyze lineitem");
        return rows;
    }

    private static long copy(Connection connection) throws SQLException {
        var copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy lineitem from stdin with (format text, delimiter '|')");
        var lines = new StringBuilder();
        for (var item : new LineItemGenerator(SCALE, 1, 1)) {
            var line = item.toLine();
            // The benchmark's format ends each line with a delimiter, COPY's does not.
            lines.append(line, 0, line.length() - 1).append('\n');
            if (lines.length() > BUFFER) {
                var bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(bytes, 0, bytes.length);
                lines.setLength(0);
            }
        }
        var bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        return copy.endCopy();
    }

    private static void execute(String url, String... sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
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
