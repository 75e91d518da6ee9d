package io.domostream.loader.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.report.Reconciliation.Counts;
import io.domostream.loader.report.Reconciliation.Match;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconciliationTest {
    @ParameterizedTest
    @CsvSource({
        "REPLACE, 500, 100, EQUAL",
        "REPLACE, 500, 99, DIFFERS",
        "REPLACE, 500, 600, DIFFERS",
        "APPEND, 500, 600, EQUAL",
        "APPEND, 500, 601, MORE",
        "APPEND, 500, 599, DIFFERS",
        "UPSERT, 500, 500, WITHIN_BOUNDS",
        "UPSERT, 500, 600, WITHIN_BOUNDS",
        "UPSERT, 500, 499, DIFFERS",
        "UPSERT, 500, 601, DIFFERS",
        "UPSERT, 50, 99, DIFFERS",
        "REPLACE, , 100, NOT_KNOWN_YET",
        "REPLACE, 500, , NOT_KNOWN_YET"
    })
    void holdsTheDataSetAgainstTheHundredRowsThatWereSent(
            String method, @Nullable Long before, @Nullable Long dataSet, Match match) {
        var counts = new Counts(100L, 1, 100, before, dataSet);
        assertThat(Reconciliation.of(method, true, counts).receiptsToDataSet()).isEqualTo(match);
    }

    @ParameterizedTest
    @CsvSource({"100, true, EQUAL", "101, true, DIFFERS", "100, false, NOT_KNOWN_YET", ", true, NOT_KNOWN_YET"})
    void holdsWhatWasSentAgainstTheSourceOnceAllPartsAreThere(@Nullable Long source, boolean complete, Match match) {
        var counts = new Counts(source, 1, 100, null, null);
        assertThat(Reconciliation.of("REPLACE", complete, counts).sourceToReceipts())
                .isEqualTo(match);
    }

    @Test
    void aSourceThatChangedBetweenTwoMomentsMayDiffer() {
        assertThat(Reconciliation.of("REPLACE", true, new Counts(101L, 2, 100, null, null))
                        .sentence())
                .startsWith("The source changed between the count and the last part");
    }
}
