package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whose value it was that can't be converted. */
class FailedColumnTest {
    private static final Map<String, DomoType> TYPES = Map.of("day", DomoType.DATE, "total", DomoType.DECIMAL);
    private static final String CONVERSION = "22P02";
    private static final Source SOURCE = new Source(
            "CREATE TABLE t (n int PRIMARY KEY, note text, day text, total text)",
            "INSERT INTO t SELECT i, 'x', '2026-11-25', '1' FROM generate_series(1, 5000) AS i",
            "CREATE VIEW broken AS SELECT n, CASE n WHEN 4900 THEN 'secret' ELSE total END AS total, note, day FROM t",
            "CREATE VIEW slow AS SELECT n, CASE n WHEN 1 THEN pg_sleep(30)::text END AS total, day FROM t");

    @AfterAll
    static void end() {
        SOURCE.close();
    }

    private static SourceException told(String table, String state, Map<String, DomoType> types) {
        var spec = Source.table(table, types);
        try (var connections = SOURCE.connections();
                var session = new Session(connections)) {
            var columns = SOURCE.postgres.inspect(spec).columns();
            var sql = new PageSql(table, List.of(), false, false);
            var told = new FailedColumn(session, sql, columns).of(new SQLException("secret", state), " WHERE n < 100");
            assertThat(session.brokenOff()).isEqualTo(state.equals(CONVERSION));
            return told;
        }
    }

    @Test
    void aPageFarBeyondTheSampleNamesIt() {
        var spec = new SourceSpec("broken", null, List.of("n"), TYPES, List.of(), Map.of());
        assertThatThrownBy(() -> SOURCE.pages(spec, 100))
                .hasMessageStartingWith("a value of column total can't be converted without loss")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aValueThatIsThereNoLongerLeavesTheColumnsWithAnotherType() {
        assertThat(told("t", CONVERSION, TYPES))
                .hasMessageStartingWith("a value of one of the columns day, total can't be converted without loss");
        assertThat(told("t", CONVERSION, Map.of()))
                .hasMessageStartingWith("a value of the query or table is not valid");
    }

    @Test
    void aSearchThatTakesLongIsGivenUp() {
        assertThat(told("slow", CONVERSION, TYPES))
                .hasMessageStartingWith("a value of one of the columns total, day can't be converted without loss");
    }

    @Test
    void anyOtherFailureIsToldAsItIs() {
        assertThat(told("t", "53200", TYPES)).hasMessage("source: secret (SQLSTATE 53200)");
    }
}
