package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceExceptionTest {
    /** Which heading of the runbook a server's answer leads to. */
    @ParameterizedTest
    @CsvSource({
        "08006, source-unreachable",
        "57P01, source-unreachable",
        "53300, source-unreachable",
        "28P01, source-credentials",
        "3D000, source-credentials",
        "42P01, table-not-readable",
        "42501, table-not-readable",
        "42703, query-wrong",
        "57014, query-failed",
        "53100, query-failed",
        "40001, snapshot-gone",
        "22P02, value-not-converted",
        ", query-failed"
    })
    void theStateTellsWhereItIsExplained(String state, String heading) {
        assertThat(SourceException.of(new SQLException("no", state)).runbook().anchor())
                .isEqualTo(heading);
    }
}
