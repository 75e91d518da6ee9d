package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.domostream.loader.Runbook;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a failed query of a database other than PostgreSQL means for the load. */
class JdbcFailureTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            h2     | select k, v from nope                  | true  | table-not-readable
            h2     | select k, v from nope.t                | true  | table-not-readable
            h2     | select k, nope from t                  | true  | query-wrong
            h2     | select k, nope(k) from t               | true  | query-wrong
            h2     | select k k k from t                    | true  | query-wrong
            h2     | select k, cast(v as int) as x from t   | false | value-not-converted
            h2     | select k, cast(v as date) as x from t  | false | value-not-converted
            h2     | select k, k / (k - 1) as x from t      | false | value-not-converted
            hsqldb | select k, v from nope                  | true  | table-not-readable
            hsqldb | select k, v from t group               | true  | query-wrong
            hsqldb | select k k k from t                    | true  | query-wrong
            hsqldb | select k, cast(v as int) as x from t   | false | value-not-converted
            hsqldb | select k, k / (k - 1) as x from t      | false | value-not-converted
            derby  | select k, v from nope                  | true  | table-not-readable
            derby  | select k, v from nope.t                | true  | table-not-readable
            derby  | select k, nope from t                  | true  | query-wrong
            derby  | selec 1                                | true  | query-wrong
            derby  | select k, cast(v as int) as x from t   | false | value-not-converted
            derby  | select k, k / (k - 1) as x from t      | false | value-not-converted
            sqlite | select k, v from nope                  | true  | query-wrong
            sqlite | select k, nope from t                  | true  | query-wrong
            sqlite | selec 1                                | true  | query-wrong
            duckdb | select k, v from nope                  | true  | table-not-readable
            duckdb | select k, nope from t                  | true  | query-wrong
            duckdb | selec 1                                | true  | query-wrong
            duckdb | select k, cast(v as int) as x from t   | false | query-failed
            """)
    void aQueryThatFailsIsToldByItsKind(String kind, String query, boolean settings, String heading) {
        try (var source = database(kind)) {
            var spec = Source.query(query, Map.of(), "k");
            var failed = catchThrowableOfType(SourceException.class, () -> read(source.jdbc, spec));
            assertThat(failed.runbook().anchor()).as(failed.getMessage()).isEqualTo(heading);
            assertThat(failed.settings()).as(failed.getMessage()).isEqualTo(settings);
            assertThat(failed.getMessage()).doesNotContain("s3cret", "\n", "{");
        }
    }

    private static void read(JdbcSource source, SourceSpec spec) throws IOException {
        var table = source.inspect(spec);
        try (var snapshot = source.noSnapshot();
                var reader = source.readers(spec, table, snapshot).open()) {
            for (var page : source.plan(spec, table, Source.rows(100), snapshot).pages()) {
                reader.read(page, OutputStream.nullOutputStream());
            }
        }
    }

    private JdbcDatabase database(String kind) {
        var url = switch (kind) {
            case "h2" -> "jdbc:h2:mem:failing;DB_CLOSE_DELAY=-1";
            case "hsqldb" -> "jdbc:hsqldb:file:" + folder.resolve("shop") + ";shutdown=true";
            case "derby" -> "jdbc:derby:memory:" + folder + ";create=true";
            default -> "jdbc:%s:%s".formatted(kind, folder.resolve("shop.db"));
        };
        return JdbcDatabase.of(
                url, "create table t (k int primary key, v varchar(9))", "insert into t values (1, 's3cret')");
    }

    @Test
    void whoMayNotReadATableIsToldToBeGrantedIt() {
        try (var source = JdbcDatabase.of(
                        "jdbc:h2:mem:rights",
                        "create table t (k int primary key, v varchar(9))",
                        "create user u password 'right'");
                var reader = new JdbcSource(new SourceSettings(source.url, "u", "right"), 1)) {
            var failed = catchThrowableOfType(
                    SourceException.class, () -> reader.inspect(Source.query("select * from t", Map.of())));
            assertThat(failed.settings()).as(failed.getMessage()).isTrue();
            assertThat(failed.runbook()).as(failed.getMessage()).isEqualTo(Runbook.TABLE_NOT_READABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:locked", "jdbc:hsqldb:mem:locked", "jdbc:derby:memory:locked"})
    void whoIsNotLetInIsToldToCorrectTheCredentials(String url) throws SQLException {
        var derby = url.contains("derby");
        if (derby) {
            execute(url + ";create=true", "", "call syscs_util.syscs_create_user('SA', 'right')");
            assertThatThrownBy(() -> execute(url + ";shutdown=true", "")).isInstanceOf(SQLException.class);
        }
        try (var owner = DriverManager.getConnection(url, "SA", derby ? "right" : "")) {
            assertThat(owner.isClosed()).isFalse();
            var failed = catchThrowableOfType(SourceException.class, () -> {
                try (var source = new JdbcSource(new SourceSettings(url, "SA", "wr0ng"), 1)) {
                    source.inspect(Source.table("t"));
                }
            });
            assertThat(failed.settings()).as(failed.getMessage()).isTrue();
            assertThat(failed.runbook()).isEqualTo(Runbook.SOURCE_CREDENTIALS);
            assertThat(failed.getMessage())
                    .startsWith("source.url is %s, source.username is SA: ".formatted(url))
                    .contains("check source.username, source.password")
                    .doesNotContain("wr0ng");
        }
    }

    private static void execute(String url, String password, String... sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url, "SA", password);
                var statement = connection.createStatement()) {
            for (var one : sql) {
                statement.execute(one);
            }
        }
    }
}
