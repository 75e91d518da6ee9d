package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domostream.loader.Runbook;
import io.domostream.loader.TestPostgres;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value that can't be read is reported by what is wrong with it and where; the value itself is not shown. */
class ValueFaultTest {
    private static final Source SOURCE = new Source(
            "CREATE TABLE t (id int PRIMARY KEY, v text)",
            "INSERT INTO t SELECT g, g::text FROM generate_series(1, 300) AS g",
            "INSERT INTO t VALUES (301, 'secret')");

    @AfterAll
    static void end() {
        SOURCE.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 / (301 - id)                                              | 22012 | column w is the result of a division by zero
            (id * 10000000)::bigint::int * 1000                         | 22003 | column w is out of range for its type
            v::int                                                      | 22P02 | column w is not valid for the type
            v::date                                                     | 22007 | column w is
            make_date(id, 13, 1)                                        | 22008 | column w is out of range for its type
            CASE WHEN id = 301 THEN chr(55296) END                      | 54000 |
            sqrt(300 - id)::text                                        | 2201F | column w could not be computed
            CASE WHEN id = 301 THEN xmlparse(DOCUMENT '<a') END         | 2200M | column w is not valid XML
            """)
    void theQuerysOwnFaultIsNamed(String expression, String state, String expected) {
        var spec = Source.query("SELECT id, %s AS w FROM t".formatted(expression), Map.of(), "id");
        assertThatThrownBy(() -> SOURCE.pages(spec, 50))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.settings()).isFalse())
                .hasMessageContaining(state)
                .hasMessageContaining(expected == null ? "" : expected)
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("STRING");
    }

    @Test
    void anOverrideIsBlamedForWhatItCantConvertAlone() {
        assertThatThrownBy(() -> SOURCE.all(Source.table("t", Map.of("v", DomoType.LONG))))
                .hasMessageContaining("column v can't be converted without loss to LONG")
                .hasMessageContaining("set the column to STRING")
                .hasMessageNotContaining("secret");
        TestPostgres.execute(SOURCE.url, "CREATE OR REPLACE VIEW broken AS SELECT id, 1 / (301 - id) AS w FROM t");
        var spec = new SourceSpec("broken", null, List.of("id"), Map.of("w", DomoType.STRING), List.of(), Map.of());
        assertThatThrownBy(() -> SOURCE.pages(spec, 50))
                .hasMessageContaining("column w is the result of a division by zero")
                .hasMessageNotContaining("STRING");
    }

    @Test
    void bytesThatAreNoTextNameEncodingAndColumn() {
        TestPostgres.execute(
                SOURCE.url,
                "DROP DATABASE IF EXISTS any_bytes",
                "CREATE DATABASE any_bytes ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        var url = SOURCE.url.replaceFirst("/test_\\d+", "/any_bytes");
        try (var postgres = Source.as("postgres", url, RowSecurity.REFUSE)) {
            TestPostgres.execute(
                    url,
                    "CREATE TABLE t (id int PRIMARY KEY, plain text, name text)",
                    "INSERT INTO t SELECT g, 'x', 'caf' || convert_from('\\xe9'::bytea, 'SQL_ASCII') FROM generate_series(1, 2) AS g");
            for (var spec : new SourceSpec[] {Source.table("t"), Source.table("t", Map.of("name", DomoType.STRING))}) {
                assertThatThrownBy(() -> new Reading(postgres).all(spec))
                        .isInstanceOfSatisfying(
                                SourceException.class,
                                e -> assertThat(e.runbook()).isEqualTo(Runbook.VALUE_NOT_CONVERTED))
                        .hasMessageContainingAll("column name", "SQL_ASCII", "22021")
                        .hasMessageNotContaining("STRING")
                        .hasMessageNotContaining("0xe9");
            }
            assertThatThrownBy(() -> new Reading(postgres).pages(Source.table("t", "name"), 1))
                    .hasMessageContainingAll(" name ", "SQL_ASCII", "22021");
            // What the message advises.
            var converted = Source.query(
                    "SELECT id, convert_from(convert(name::bytea, 'LATIN1', 'UTF8'), 'SQL_ASCII') AS name FROM t",
                    Map.of());
            assertThat(new Reading(postgres).all(converted)).isEqualTo("1,\"café\"\n2,\"café\"\n");
        } finally {
            TestPostgres.execute(SOURCE.url, "DROP DATABASE any_bytes WITH (FORCE)");
        }
    }
}
