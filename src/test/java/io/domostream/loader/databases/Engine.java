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
    MYSQL {
        @Override
        TestDatabase create(Path folder) {
            return MySqlServer.shared().newDatabase();
        }
    },
    MARIADB {
        @Override
        TestDatabase create(Path folder) {
            return MariaDbServer.shared().newDatabase();
        }
    },
    MARIADB_BY_MYSQL_DRIVER {
        @Override
        TestDatabase create(Path folder) {
            return MariaDbServer.shared().newDatabase().by("mysql");
        }
    },
    H2 {
        @Override
        TestDatabase create(Path folder) {
            return file("jdbc:h2:file:" + folder.resolve("shop"), () -> {});
        }
    },
    HSQLDB {
        @Override
        TestDatabase create(Path folder) {
            var url = "jdbc:hsqldb:file:" + folder.resolve("shop") + ";shutdown=true";
            return file(url, () -> Sql.execute(url, "shutdown"));
        }
    },
    DERBY {
        @Override
        TestDatabase create(Path folder) {
            System.setProperty("derby.stream.error.method", Engine.class.getName() + ".noLog");
            var url = "jdbc:derby:" + folder.resolve("shop");
            Sql.execute(url + ";create=true");
            return file(url, () -> shutDown(url));
        }
    },
    SQLITE {
        @Override
        TestDatabase create(Path folder) {
            return file("jdbc:sqlite:" + folder.resolve("shop.sqlite"), () -> {});
        }
    },
    DUCKDB {
        @Override
        TestDatabase create(Path folder) {
            return file("jdbc:duckdb:" + folder.resolve("shop.duckdb"), () -> {});
        }
    };

    private static final boolean SERVERS_RUN_HERE =
            System.getProperty("os.name").equals("Linux")
                    && System.getProperty("os.arch").equals("amd64");

    /** An empty database, in a file below the folder where the engine runs within the JVM. */
    public final TestDatabase newDatabase(Path folder) {
        requirePresent();
        try {
            return create(Files.createTempDirectory(folder, name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends a test where there is no program of the server. */
    public final void requirePresent() {
        assumeTrue(
                SERVERS_RUN_HERE || compareTo(MARIADB_BY_MYSQL_DRIVER) > 0,
                "the program of this server is there for Linux on x86-64 alone");
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
