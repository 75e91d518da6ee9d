package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.Runbook;
import io.domostream.loader.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that a policy hides stop the load, unless the load says that the visible ones are wanted. */
class RowSecurityTest {
    private static final String ROLE = "policed_reader";
    private static final String OWNER = "policed_owner";
    private static final Source SOURCE = source();

    private static Source source() {
        var source = new Source();
        source.role(OWNER);
        source.role(
                ROLE,
                "CREATE TABLE t (id int PRIMARY KEY, tenant text)",
                "INSERT INTO t SELECT g, CASE WHEN g % 10 = 0 THEN 'a' ELSE 'b' END FROM generate_series(1, 1000) AS g",
                "CREATE POLICY tenants ON t USING (tenant = 'a')",
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE t OWNER TO " + OWNER,
                "CREATE VIEW owned WITH (security_barrier) AS SELECT * FROM t",
                "ALTER VIEW owned OWNER TO " + OWNER,
                "CREATE VIEW ours AS SELECT * FROM t",
                "ALTER VIEW ours OWNER TO " + ROLE,
                "CREATE TABLE parent (id int, tenant text, PRIMARY KEY (id)) PARTITION BY RANGE (id)",
                "CREATE TABLE child PARTITION OF parent DEFAULT",
                "INSERT INTO parent SELECT * FROM t",
                "CREATE POLICY tenants ON parent USING (tenant = 'a')",
                "ALTER TABLE parent ENABLE ROW LEVEL SECURITY",
                "CREATE FUNCTION visible() RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM public.t'",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + ROLE);
        return source;
    }

    @AfterAll
    static void end() {
        TestPostgres.execute(
                SOURCE.url, "DROP OWNED BY " + ROLE + ", " + OWNER + " CASCADE", "DROP ROLE " + ROLE + ", " + OWNER);
        SOURCE.close();
    }

    private static SourceSpec[] filtered() {
        return new SourceSpec[] {
            Source.table("t"),
            Source.table("ours", "id"),
            Source.table("parent"),
            Source.query("SELECT a.id, b.tenant FROM t AS a JOIN t AS b USING (id)", Map.of(), "id"),
            Source.query("SELECT * FROM visible()", Map.of()),
        };
    }

    @ParameterizedTest
    @MethodSource("filtered")
    void filteredRowsStopTheLoadUnlessTheyAreWanted(SourceSpec spec) {
        try (var postgres = SOURCE.as(ROLE)) {
            assertThatThrownBy(() -> new Reading(postgres).all(spec))
                    .isInstanceOfSatisfying(SourceException.class, e -> {
                        assertThat(e.settings()).isTrue();
                        assertThat(e.runbook()).isEqualTo(Runbook.ROWS_HIDDEN);
                    });
        }
        try (var postgres = Source.as(ROLE, SOURCE.url, RowSecurity.APPLY)) {
            assertThat(new Reading(postgres).all(spec).lines()).hasSize(100);
        }
    }

    /** A view's owner reads for those who use it. */
    @Test
    void aViewOfTheTablesOwnerHidesNothing() {
        try (var postgres = SOURCE.as(ROLE)) {
            assertThat(new Reading(postgres).all(Source.table("owned", "id")).lines())
                    .hasSize(1000);
        }
    }

    @Test
    void theMessageNamesTableAndCure() {
        try (var postgres = SOURCE.as(ROLE)) {
            assertThatThrownBy(() -> postgres.inspect(Source.table("t")))
                    .hasMessageContainingAll("\"t\"", "tenants", "BYPASSRLS", "row-security: apply");
        }
    }

    @Test
    void whoBypassesPoliciesReadsAll() {
        TestPostgres.execute(SOURCE.url, "ALTER ROLE " + ROLE + " BYPASSRLS");
        try (var postgres = SOURCE.as(ROLE)) {
            assertThat(new Reading(postgres).all(Source.table("t")).lines()).hasSize(1000);
        } finally {
            TestPostgres.execute(SOURCE.url, "ALTER ROLE " + ROLE + " NOBYPASSRLS");
        }
    }

    @Test
    void aForcedPolicyAppliesToTheOwnerToo() {
        try (var postgres = SOURCE.as(OWNER)) {
            assertThat(new Reading(postgres).all(Source.table("t")).lines()).hasSize(1000);
            TestPostgres.execute(SOURCE.url, "ALTER TABLE t FORCE ROW LEVEL SECURITY");
            assertThatThrownBy(() -> postgres.inspect(Source.table("t"))).isInstanceOf(SourceException.class);
        } finally {
            TestPostgres.execute(SOURCE.url, "ALTER TABLE t NO FORCE ROW LEVEL SECURITY");
        }
    }
}
