package io.domostream.loader.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.Runbook;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever is led to the runbook finds there what can be typed, and a fault planted in it is found. */
class RunbookTest {
    private static final String PAGE = Sources.read(Path.of("docs/runbook.md"));
    private static final String SOURCES = Sources.all();

    @Test
    void eachFailureAndExitCodeHasItsHeadingAndAllThatIsSaidThereHolds() {
        assertThat(new RunbookPage(PAGE, SOURCES).differences()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '"', textBlock = """
            "### Lock lost" ~ "### Lock gone" ~ lock-lost has no heading
            "### Lock lost" ~ "### Lock gone" ~ nothing leads to Lock gone
            "### Exit code 7" ~ "### Exit code 70" ~ exit-code-7 has no heading
            **What is safe.** From that  ~ From that                   ~ Lock lost does not say: What is safe
            connection to the job repository was lost ~ connection broke ~ Lock lost: the program does not say the lock's connection broke
            settle orders not-committed  ~ settle orders undone        ~ settle orders undone can't be typed
            run orders --commit-again=7  ~ run orders --commit-twice=7 ~ run orders --commit-twice=7 can't be typed
            ](#stream-gone)              ~ ](#stream-lost)             ~ [another](#stream-lost) is broken
            loads.md#a-source-that-changes ~ loads.md#changes          ~ [loads](loads.md#changes) is broken
            """)
    void aDifferenceIsFound(String right, String planted, String difference) {
        assertThat(PAGE).contains(right);
        assertThat(new RunbookPage(PAGE.replace(right, planted), SOURCES).differences())
                .anyMatch(found -> found.startsWith(difference));
    }

    /** Else a heading would wait for a failure that never comes. */
    @Test
    void eachHeadingIsLedTo() {
        assertThat(Runbook.values())
                .filteredOn(runbook -> Stream.of("Runbook.", "return ", "? ", ": ")
                        .noneMatch(before -> SOURCES.contains(before + runbook.name())))
                .isEmpty();
    }
}
