package io.domostream.loader.benchmark;

import java.io.IOException;
import java.sql.SQLException;

/** A way to get a table's rows out. */
interface Contender {
    String name();

    Table table();

    Measured run() throws IOException, InterruptedException, SQLException;
}
