package io.domostream.loader.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import io.domostream.loader.TestPostgres;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.mock.env.MockEnvironment;

/** What a session of the job repository is, whatever its role and its database are set to. */
class RepositoryPoolTest {
    private static final String ROLE = "pool_of_hostile_settings";
    private static final Map<String, String> HOSTILE = Map.ofEntries(
            Map.entry("default_transaction_isolation", "serializable"),
            Map.entry("default_transaction_read_only", "on"),
            Map.entry("default_transaction_deferrable", "on"),
            Map.entry("synchronous_commit", "off"),
            Map.entry("row_security", "on"),
            Map.entry("statement_timeout", "'3s'"),
            Map.entry("lock_timeout", "'3s'"),
            Map.entry("idle_in_transaction_session_timeout", "'3s'"),
            Map.entry("idle_session_timeout", "'3s'"),
            Map.entry("DateStyle", "SQL, DMY"),
            Map.entry("TimeZone", "'Asia/Tokyo'"),
            Map.entry("IntervalStyle", "sql_standard"),
            Map.entry("bytea_output", "escape"),
            Map.entry("extra_float_digits", "-3"),
            Map.entry("standard_conforming_strings", "off"),
            Map.entry("transform_null_equals", "on"),
            Map.entry("quote_all_identifiers", "on"));
    private static final Map<String, String> OWNED = Map.ofEntries(
            Map.entry("default_transaction_isolation", "read committed"),
            Map.entry("default_transaction_read_only", "off"),
            Map.entry("default_transaction_deferrable", "off"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("row_security", "off"),
            Map.entry("statement_timeout", "10min"),
            Map.entry("lock_timeout", "5min"),
            Map.entry("idle_in_transaction_session_timeout", "0"),
            Map.entry("idle_session_timeout", "0"),
            Map.entry("DateStyle", "ISO, YMD"),
            Map.entry("TimeZone", "UTC"),
            Map.entry("IntervalStyle", "postgres"),
            Map.entry("bytea_output", "hex"),
            Map.entry("extra_float_digits", "1"),
            Map.entry("standard_conforming_strings", "on"),
            Map.entry("transform_null_equals", "off"),
            Map.entry("quote_all_identifiers", "off"));
    private final String url = TestPostgres.newDatabase();
    private final String database = url.replaceAll(".*/|\\?.*", "");
    private final String server = url.replace(database, "postgres");

    @BeforeEach
    void createRole() {
        TestPostgres.execute(
                url,
                "create role " + ROLE + " login",
                "create schema loader",
                "grant usage on schema loader to " + ROLE);
    }

    @AfterEach
    void dropRole() {
        TestPostgres.execute(server, "alter database " + database + " reset all");
        TestPostgres.execute(url, "drop owned by " + ROLE, "drop role " + ROLE);
        TestPostgres.dropLater(url);
    }

    private HikariDataSource pool(String parameters, String... properties) {
        var environment = new MockEnvironment();
        environment.setProperty("spring.datasource.url", asRole(parameters));
        for (int i = 0; i < properties.length; i += 2) {
            environment.setProperty("spring.datasource.hikari." + properties[i], properties[i + 1]);
        }
        return RepositoryPool.of(environment);
    }

    private String asRole(String parameters) {
        return url.replace("user=postgres", "user=" + ROLE + parameters);
    }

    private static String ask(DataSource database, String sql) {
        return String.valueOf(JdbcClient.create(database).sql(sql).query().singleValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"role", "database"})
    void itsSettingsAreTheLoadersOwn(String of) {
        var alter = "alter %s %s set ".formatted(of, of.equals("role") ? ROLE : database);
        TestPostgres.execute(
                server,
                HOSTILE.entrySet().stream()
                        .map(setting -> alter + setting.getKey() + " = " + setting.getValue())
                        .toArray(String[]::new));
        try (var pool = pool("")) {
            var settings = new TreeMap<String, String>();
            OWNED.keySet().forEach(name -> settings.put(name, ask(pool, "show " + name)));
            assertThat(settings).containsExactlyInAnyOrderEntriesOf(OWNED);
            assertThat(ask(pool, "show transaction_isolation")).isEqualTo("read committed");
        }
    }

    /** Its own schema for tables, whatever comes first or last in the path that was set. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "$user", public                     |                              |        | public
            loader, public                      |                              |        | loader
            pg_temp, pg_catalog, public, loader |                              |        | public
            absent, loader                      |                              |        | loader
            absent                              |                              |        |
            public                              | &currentSchema=loader,public |        | loader
            public                              |                              | loader | loader
            """)
    void itsTablesAreInTheFirstSchemaAlone(String path, String parameters, String schema, String expected) {
        TestPostgres.execute(server, "alter role " + ROLE + " set search_path = " + path);
        var hikari = schema == null ? new String[0] : new String[] {"schema", schema};
        try (var pool = pool(parameters == null ? "" : parameters, hikari)) {
            assertThat(ask(pool, "show search_path")).isEqualTo(expected == null ? "" : expected + ", pg_temp");
            assertThat(ask(pool, "select coalesce(current_schema(), 'none')"))
                    .isEqualTo(expected == null ? "none" : expected);
        }
    }

    @Test
    void whatAPersonSetsOfThePoolAppliesToo() throws SQLException {
        try (var pool = pool(
                "",
                "connection-init-sql",
                "select 1; set work_mem = '7MB'; set default_transaction_read_only = on -- theirs",
                "auto-commit",
                "false",
                "maximum-pool-size",
                "3")) {
            assertThat(pool.getMaximumPoolSize()).isEqualTo(3);
            try (var connection = pool.getConnection()) {
                connection.rollback();
            }
            assertThat(ask(pool, "show work_mem")).isEqualTo("7MB");
            assertThat(ask(pool, "show default_transaction_read_only")).isEqualTo("off");
        }
    }

    @Test
    void aStrongerDurabilityStays() {
        TestPostgres.execute(server, "alter role " + ROLE + " set synchronous_commit = remote_apply");
        try (var pool = pool("")) {
            assertThat(ask(pool, "show synchronous_commit")).isEqualTo("remote_apply");
        }
    }

    @Test
    void aServerThatTakesNoWritesIsRefused() {
        var readOnly = new DriverManagerDataSource(asRole("&options=-c%20default_transaction_read_only=on"));
        refused(readOnly, Runbook.REPOSITORY_READ_ONLY);
    }

    /** Two connections that share one session, as behind a pooler that lends sessions for a transaction. */
    @Test
    void connectionsThatShareASessionAreRefused() {
        var shared = new SingleConnectionDataSource(asRole("&password=very-secret-text"), true);
        try {
            refused(shared, Runbook.REPOSITORY_POOLED);
        } finally {
            shared.destroy();
        }
    }

    private static void refused(DataSource database, Runbook runbook) {
        assertThatThrownBy(() -> RepositoryCheck.require(database)).isInstanceOfSatisfying(BadSettings.class, e -> {
            assertThat(e.runbook()).isEqualTo(runbook);
            assertThat(e.getMessage()).doesNotContain("very-secret-text");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aPoolOfAnySizeIsCheckedInItsOwnSessions(int size) {
        try (var pool = pool("", "maximum-pool-size", String.valueOf(size))) {
            assertThatCode(() -> RepositoryCheck.require(pool)).doesNotThrowAnyException();
        }
    }
}
