package io.domostream.loader.databases;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The databases that are read by plain JDBC, with the driver that reads them. */
public enum Engine {
    MYSQL(true) {
        @Override
        TestDatabase create(Path folder) {
            return MySqlServer.shared().newDatabase();
        }
    },
    MARIADB(true) {
        @Override
        TestDatabase create(Path folder) {
            return MariaDbServer.shared().newDatabase();
        }
    },
    MARIADB_BY_MYSQL_DRIVER(true) {
        @Override
        TestDatabase create(Path folder) {
            return MariaDbServer.shared().newDatabase().by("mysql");
        }
    },
    H2(false) {
        @Override
        TestDatabase create(Path folder) {
            return file("jdbc:h2:file:" + folder.resolve("shop"), () -> {});
        }
    },
    HSQLDB(false) {
        @Override
        TestDatabase create(Path folder) {
            var url = "jdbc:hsqldb:file:" + folder.resolve("shop");
            return file(url, () -> Sql.execute(url, "shutdown"));
        }
    },
    DERBY(false) {
        @Override
        TestDatabase create(Path folder) {
            // Without waiting for the disk it is eight times as fast.
            System.setProperty("derby.system.durability", "test");
            System.setProperty("derby.stream.error.method", Engine.class.getName() + ".noLog");
            var url = "jdbc:derby:" + folder.resolve("shop");
            Sql.execute(url + ";create=true");
            return file(url, () -> shutDown(url));
        }
    },
    SQLITE(false) {
        @Override
        TestDatabase create(Path folder) {
            return file("jdbc:sqlite:" + folder.resolve("shop.sqlite"), () -> {});
        }
    },
    DUCKDB(false) {
        @Override
        TestDatabase create(Path folder) {
            return file("jdbc:duckdb:" + folder.resolve("shop.duckdb"), () -> {});
        }
    };

    private final boolean server;

    Engine(boolean server) {
        this.server = server;
    }

    /**
     * An empty database; in files below the folder if the engine runs within the JVM. Those of HSQLDB and Derby belong to
     * this JVM until the database is closed.
     */
    public final TestDatabase newDatabase(Path folder) {
        requirePresent();
        try {
            return create(Files.createTempDirectory(folder, name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Skips a test where there is no program of the server; databases within the JVM are there everywhere. */
    public final void requirePresent() {
        var place = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        assumeTrue(
                !server || place.equals("Linux amd64"), name() + " has a program for Linux amd64, none for " + place);
    }

    abstract TestDatabase create(Path folder);

    private static TestDatabase file(String url, Runnable end) {
        return new TestDatabase(new TestDatabase.Address(url, null, null), url, end);
    }

    private static void shutDown(String url) {
        try {
            DriverManager.getConnection(url + ";shutdown=true").close();
        } catch (SQLException e) {
            // Its way to say that it has ended.
        }
    }

    /** Derby would write a log into the working directory. */
    public static OutputStream noLog() {
        return OutputStream.nullOutputStream();
    }
}
