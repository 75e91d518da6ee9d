package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.Runbook;
import io.domostream.loader.TestPostgres;
import io.domostream.loader.pooler.Pooler;
import io.domostream.loader.pooler.PoolerOptions;
import java.io.OutputStream;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a role, a database, a schema or a pooler brings changes a value, the visible rows or the time limits. */
class OwnedTransactionTest {
    private static final String ROLE = "hostile_reader";
    private static final Source SOURCE = source();

    private static Source source() {
        var source = new Source(Hostile.SCHEMA);
        source.role(ROLE, Hostile.settings("ROLE " + ROLE));
        TestPostgres.execute(source.url, Hostile.TABLE);
        return source;
    }

    @AfterAll
    static void end() {
        SOURCE.role(ROLE, "DROP OWNED BY " + ROLE, "DROP ROLE " + ROLE);
        SOURCE.close();
    }

    @ParameterizedTest
    @CsvSource({"id", "ts", "c", "n"})
    void aRolesSettingsAndSchemaChangeNothing(String key) {
        try (var postgres = SOURCE.as(ROLE)) {
            var spec = Source.table("public.t", key);
            assertThat(new Reading(postgres).pages(spec, 100)).isEqualTo(SOURCE.pages(spec, 100));
            var unqualified = Source.query("SELECT * FROM t", Map.of(), key);
            assertThat(new Reading(postgres).pages(unqualified, 100)).isEqualTo(SOURCE.pages(unqualified, 100));
        }
    }

    @Test
    void aDatabasesSettingsChangeNothing() {
        try (var other = new Source(Hostile.TABLE)) {
            TestPostgres.execute(other.url, Hostile.settings("DATABASE " + other.url.replaceAll(".*/|\\?.*", "")));
            var spec = Source.table("t");
            assertThat(withoutTime(other.all(spec)))
                    .isEqualTo(withoutTime(SOURCE.all(spec)))
                    .isNotEmpty();
        }
    }

    @Test
    void aQueryMeansTheSameForEveryRole() {
        try (var postgres = SOURCE.as(ROLE)) {
            var spec = Source.query(
                    "SELECT 'a\\b' AS a, ('{NULL}'::pg_catalog.text[])[1] IS NULL AS b, NULL = NULL AS c,"
                            + " '01/02/2026'::pg_catalog.date AS d, to_char(1234.5, '9G999D9') AS e,"
                            + " to_tsvector('the cats')::pg_catalog.text AS f, 1 AS n",
                    Map.of());
            assertThat(new Reading(postgres).all(spec))
                    .isEqualTo("\"a\\b\",\"TRUE\",,2026-01-02,\" 1,234.5\",\"'cats':2 'the':1\",1\n")
                    .isEqualTo(SOURCE.all(spec));
        }
    }

    @Test
    void aRolesTimeLimitsEndNothing() {
        // Each statement takes longer than the role's limits, and so does the wait of the snapshot's other sessions.
        var spec =
                Source.query("SELECT id, pg_sleep(0.004)::pg_catalog.text AS s FROM t WHERE id <= 100", Map.of(), "id");
        try (var postgres = SOURCE.as(ROLE)) {
            assertThat(new Reading(postgres).all(spec).lines()).hasSize(100);
        }
    }

    @Test
    void betweenPagesWithoutASnapshotNoSessionIsIdle() throws Exception {
        TestPostgres.execute(SOURCE.url, Hostile.setting("ROLE " + ROLE, "idle_session_timeout = '300ms'"));
        try (var postgres = SOURCE.as(ROLE);
                var snapshot = postgres.noSnapshot()) {
            var spec = Source.table("t");
            var table = postgres.inspect(spec);
            var plan = postgres.plan(spec, table, Source.rows(100), snapshot);
            try (var reader = postgres.readers(spec, table, snapshot).open()) {
                for (var page : plan.pages().subList(0, 2)) {
                    TestPostgres.execute(SOURCE.url, "SELECT pg_sleep(0.7)");
                    assertThat(reader.read(page, OutputStream.nullOutputStream()))
                            .isEqualTo(100);
                }
            }
        } finally {
            TestPostgres.execute(SOURCE.url, "ALTER ROLE %s RESET idle_session_timeout".formatted(ROLE));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Pooler.Mode.class,
            names = {"SESSION", "TRANSACTION"})
    void behindAPoolerValuesAreTheSameAndItsSessionsStayAsTheyWere(Pooler.Mode mode) throws Exception {
        var before = PoolerOptions.defaults().before("CREATE TEMP TABLE t (id int, evil int)", "SET xmlbinary = 'hex'");
        try (var pooler = Pooler.start(SOURCE.url, ROLE, mode, 8, before);
                var postgres = Source.as(ROLE, pooler.url(), RowSecurity.REFUSE)) {
            for (var spec : new SourceSpec[] {Source.table("t"), Source.query("SELECT * FROM t", Map.of(), "id")}) {
                assertThat(new Reading(postgres).pages(spec, 100)).isEqualTo(SOURCE.pages(spec, 100));
            }
            try (var connection = DriverManager.getConnection(pooler.url() + "&prepareThreshold=0");
                    var statement = connection.createStatement();
                    var shown = statement.executeQuery(
                            "SELECT current_setting('IntervalStyle'), current_setting('bytea_output')")) {
                shown.next();
                assertThat(shown.getString(1)).isEqualTo("postgres_verbose");
                assertThat(shown.getString(2)).isEqualTo("escape");
            }
        }
    }

    /** Settings that nobody lists, such as those that a policy or a view asks for, and the role. */
    @ParameterizedTest
    @ValueSource(ints = {4, 9})
    void whatAnotherProgramLeftInAPoolersSessionIsNotUsed(int sessions) throws Exception {
        TestPostgres.execute(
                SOURCE.url,
                "CREATE OR REPLACE VIEW tenants AS SELECT id, current_setting('app.tenant', true) AS tenant,"
                        + " current_user AS reader FROM t",
                "GRANT SELECT ON tenants TO " + ROLE,
                "ALTER ROLE " + ROLE + " SET app.tenant = 'mine'");
        var spec = Source.table("public.tenants", "id");
        try (var pooler = Pooler.start(
                        SOURCE.url,
                        ROLE,
                        Pooler.Mode.TRANSACTION,
                        sessions,
                        PoolerOptions.defaults().before("SET app.tenant = 'theirs'", "SET ROLE " + ROLE));
                var postgres = Source.as(ROLE, pooler.url(), RowSecurity.REFUSE)) {
            assertThat(new Reading(postgres).all(spec).lines())
                    .hasSize(900)
                    .allMatch(line -> line.endsWith(",\"mine\",\"" + ROLE + "\""));
        }
    }

    @Test
    void aPoolerInStatementModeIsNamed() throws Exception {
        try (var pooler = Pooler.start(SOURCE.url, ROLE, Pooler.Mode.STATEMENT, 2);
                var postgres = Source.as(ROLE, pooler.url(), RowSecurity.REFUSE)) {
            refused(() -> postgres.inspect(Source.table("t")), Runbook.SOURCE_POOLER);
        }
    }

    @Test
    void aSessionOfAnotherRoleIsRefused() throws SQLException {
        try (var first = DriverManager.getConnection(SOURCE.url);
                var second = DriverManager.getConnection(SOURCE.url.replaceFirst("user=\\w+", "user=" + ROLE))) {
            var settings = PostgresTransactions.read(first, RowSecurity.REFUSE, null);
            second.setAutoCommit(false);
            refused(() -> settings.begin(second, TransactionStart.REPEATABLE_READ), Runbook.SOURCE_POOLER);
        }
    }

    @ParameterizedTest
    @CsvSource({"zero_damaged_pages", "ignore_checksum_failure"})
    void aSettingThatLeavesOutDamagedRowsIsRefused(String setting) {
        TestPostgres.execute(SOURCE.url, Hostile.setting("ROLE " + ROLE, setting + " = on"));
        try (var postgres = SOURCE.as(ROLE)) {
            refused(() -> postgres.inspect(Source.table("t")), Runbook.SOURCE_SESSION);
        } finally {
            TestPostgres.execute(SOURCE.url, "ALTER ROLE %s RESET %s".formatted(ROLE, setting));
        }
    }

    @Test
    void anAddressMayNameItsSchema() {
        TestPostgres.execute(
                SOURCE.url,
                "CREATE SCHEMA shop",
                "CREATE TABLE shop.only_here (id int PRIMARY KEY, n int)",
                "INSERT INTO shop.only_here VALUES (1, 2)");
        try (var postgres = Source.as("postgres", SOURCE.url + "&currentSchema=shop", RowSecurity.REFUSE)) {
            assertThat(new Reading(postgres).all(Source.table("only_here"))).isEqualTo("1,2\n");
        }
    }

    private static String withoutTime(String csv) {
        return csv.replaceAll(",[^,]*\n", "\n");
    }

    private static void refused(ThrowingCallable work, Runbook runbook) {
        assertThatThrownBy(work).isInstanceOfSatisfying(SourceException.class, e -> {
            assertThat(e.settings()).isTrue();
            assertThat(e.runbook()).isEqualTo(runbook);
        });
    }
}
