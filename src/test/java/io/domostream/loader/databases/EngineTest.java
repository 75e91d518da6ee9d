package io.domostream.loader.databases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EngineTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aValueIsGivenBackByAnEmptyDatabase(Engine engine) {
        for (int i = 0; i < 2; i++) {
            try (var database = engine.newDatabase(folder)) {
                database.execute(
                        "create table orders (id integer primary key, note varchar(9))",
                        "insert into orders values (1, 'żółw'), (2, null)");
                assertThat(database.rows("select id, note from orders order by id"))
                        .isEqualTo(List.of(List.of("1", "żółw"), Arrays.asList("2", null)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HSQLDB", "DERBY"})
    void aClosedDatabaseIsNoLongerLocked(Engine engine) throws IOException {
        try (var database = engine.newDatabase(folder)) {
            database.execute("create table orders (id integer primary key)");
            assertThat(locks()).isNotEmpty();
        }
        assertThat(locks()).isEmpty();
    }

    private List<Path> locks() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith("lck")).toList();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MYSQL, MySQL, 8.0.",
        "MARIADB, MariaDB, 11.4.",
        "MARIADB_BY_MYSQL_DRIVER, MySQL, 11.4.",
        "H2, H2, 2.4.",
        "HSQLDB, HSQL Database Engine, 2.7.",
        "DERBY, Apache Derby, 10.16.",
        "SQLITE, SQLite, 3.54.",
        "DUCKDB, DuckDB, v2.0."
    })
    void theLoadersUserIsToldProductAndVersion(Engine engine, String product, String version) throws SQLException {
        try (var database = engine.newDatabase(folder);
                var connection =
                        DriverManager.getConnection(database.url(), database.username(), database.password())) {
            var told = connection.getMetaData();
            assertThat(told.getDatabaseProductName()).isEqualTo(product);
            assertThat(told.getDatabaseProductVersion()).startsWith(version);
        }
    }
}
