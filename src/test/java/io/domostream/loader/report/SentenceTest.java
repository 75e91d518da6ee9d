package io.domostream.loader.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentence that each outcome is told in. */
class SentenceTest {
    private static Outcome outcome(String status, @Nullable Integer code, boolean committed, boolean checked) {
        return Outcome.of(new Outcome.Known(status, code, committed, checked, 31, 61), null, "next");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RUNNING       |   | It is being run now: 31 of 61 parts sent.
            NOTHING_TO_DO | 0 | There was nothing new to load: no row was sent, and the DataSet is as it was.
            UNKNOWN       | 6 | The commit was sent, and nobody can tell yet whether Domo took it. Nothing was aborted, nothing repeated.
            STOPPED       |   | The process was killed, or its machine was lost; 31 of 61 parts sent. Nothing was committed: the DataSet has the rows it had.
            FAILED        | 1 | An unexpected error stopped it, most likely a bug of the loader's; 31 of 61 parts sent. Nothing was committed: the DataSet has the rows it had.
            FAILED        | 2 | A wrong setting stopped it; 31 of 61 parts sent. Nothing was committed: the DataSet has the rows it had.
            STOPPED       | 3 | The source or the job repository was out of reach, or a query failed; 31 of 61 parts sent. Nothing was committed: the DataSet has the rows it had.
            FAILED        | 4 | Domo refused what it was asked; 31 of 61 parts sent. Nothing was committed: the DataSet has the rows it had.
            STOPPED       | 5 | Domo was out of reach, or too slow, and all retries are used up; 31 of 61 parts sent. Nothing was committed: the DataSet has the rows it had.
            FAILED        | 7 | A guard stopped it; 31 of 61 parts sent. Nothing was committed: the DataSet has the rows it had.
            STOPPED       | 8 | Another run of this load was under way; 31 of 61 parts sent. Nothing was committed: the DataSet has the rows it had.
            STOPPED       | 9 | A signal stopped it; 31 of 61 parts sent. Nothing was committed: the DataSet has the rows it had.
            """)
    void tellsWhatStoppedARunAndWhatBecameOfItsRows(String status, @Nullable Integer code, String sentence) {
        assertThat(outcome(status, code, false, false).sentence()).isEqualTo(sentence);
    }

    @Test
    void tellsACommitThatWasCheckedFromOneThatWasNotAndFromOneThatDiffers() {
        assertThat(outcome("COMPLETED", 0, true, true).sentence()).endsWith("committed, and its row count checked.");
        assertThat(outcome("COMPLETED", null, true, false).sentence()).endsWith("Its row count was not checked.");
        assertThat(outcome("COMPLETED", 7, true, false).sentence()).contains("row count is not what it should be");
    }

    @Test
    void aCommitThatAPersonSettledAsNotCommittedChangedNothing() {
        assertThat(outcome("FAILED", 6, false, false).sentence()).contains("until a person settled it");
    }

    @Test
    void onlyWhatWentWrongIsInTheRunbook() {
        assertThat(outcome("COMPLETED", 0, true, true).runbook()).isNull();
        assertThat(outcome("STOPPED", null, false, false).runbook()).isNull();
        assertThat(outcome("UNKNOWN", 6, false, false).runbook()).isEqualTo("docs/runbook.md#exit-code-6");
    }
}
