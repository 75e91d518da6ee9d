package io.domostream.loader.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseServerTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void whatWasCommittedIsThereAfterAKill(Engine engine) throws SQLException {
        engine.requirePresent();
        try (var server = start(engine);
                var database = server.newDatabase()) {
            database.execute("create table orders (id integer primary key)", "insert into orders values (1)");
            try (var user = connect(database)) {
                server.kill();
                assertThat(user.isValid(1)).isFalse();
            }
            server.start();
            assertThat(database.rows("select id from orders")).isEqualTo(List.of(List.of("1")));
            server.stop();
            server.start();
            assertThat(database.rows("select id from orders")).isEqualTo(List.of(List.of("1")));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB"})
    void aServerOfItsOwnHasItsOwnVariables(Engine engine) {
        engine.requirePresent();
        try (var server = start(engine);
                var own = server.newDatabase();
                var shared = engine.newDatabase(folder)) {
            assertThat(own.rows("select \"a\" || 'b'")).isEqualTo(List.of(List.of("ab")));
            assertThat(shared.rows("select \"a\" || 'b'")).isEqualTo(List.of(List.of("0")));
        }
    }

    private static DatabaseServer start(Engine engine) {
        var variable = "sql_mode=PIPES_AS_CONCAT";
        return engine == Engine.MYSQL ? MySqlServer.start(variable) : MariaDbServer.start(variable);
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB", "MARIADB_BY_MYSQL_DRIVER"})
    void theLoadersUserMayReadAndNothingElse(Engine engine) throws SQLException {
        try (var database = engine.newDatabase(folder);
                var connection = connect(database);
                var statement = connection.createStatement()) {
            database.execute("create table orders (id integer primary key)");
            assertThat(statement.executeQuery("select id from orders").next()).isFalse();
            var refused =
                    catchThrowableOfType(SQLException.class, () -> statement.execute("insert into orders values (1)"));
            assertThat(refused.getSQLState()).isEqualTo("42000");
        }
    }

    private static Connection connect(TestDatabase database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.username(), database.password());
    }
}
