package io.domostream.loader;

import io.trino.tpch.LineItemGenerator;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The lineitem table of the TPC-H benchmark, with its rows; at scale 1 they are six million. */
public final class Lineitem {
    private static final int BUFFER = 1 << 16;
    private final Connection connection;

    public Lineitem(Connection connection) {
        this.connection = connection;
    }

    /** Returns the number of rows. */
    public long create(double scale) throws SQLException {
        execute("""
                create table lineitem (
                    l_orderkey bigint, l_partkey bigint, l_suppkey bigint, l_linenumber integer,
                    l_quantity numeric(15, 2), l_extendedprice numeric(15, 2),
                    l_discount numeric(15, 2), l_tax numeric(15, 2),
                    l_returnflag char(1), l_linestatus char(1),
                    l_shipdate date, l_commitdate date, l_receiptdate date,
                    l_shipinstruct char(25), l_shipmode char(10), l_comment varchar(44))""");
        long rows = copy(scale);
        execute("alter table lineitem add primary key (l_orderkey, l_linenumber)");
        execute("analyze lineitem");
        return rows;
    }

    private long copy(double scale) throws SQLException {
        var copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy lineitem from stdin with (format text, delimiter '|')");
        var lines = new StringBuilder();
        for (var item : new LineItemGenerator(scale, 1, 1)) {
            var line = item.toLine();
            // The benchmark's format ends each line with a delimiter, COPY's does not.
            lines.append(line, 0, line.length() - 1).append('\n');
            if (lines.length() > BUFFER) {
                write(lines, copy);
            }
        }
        write(lines, copy);
        return copy.endCopy();
    }

    private static void write(StringBuilder lines, CopyIn copy) throws SQLException {
        var bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
