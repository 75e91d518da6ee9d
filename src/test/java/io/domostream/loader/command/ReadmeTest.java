package io.domostream.loader.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The README says what the program does, and a fault planted in it is found. */
class ReadmeTest {
    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    @Test
    void theReadmeIsTheProgramsOwn() throws IOException {
        assertThat(new Readme(readme()).differences()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '"', textBlock = """
            retries: 8        ~ retries: 9       ~ domo.retries is 9 in the README and 8 in the program
            max-shrink: 50%   ~ max-shrink: 60%  ~ loads.orders.guard.max-shrink is 60% in the README and 50% in the program
            poll-interval: 5s ~ pol-interval: 5s ~ domo.poll-interval is not in the README
            poll-interval: 5s ~ pol-interval: 5s ~ domo.pol-interval is in the README alone
            query: SELECT     ~ a question       ~ loads.orders.query is not in the README
            [--recreate]      ~ [--renew]        ~ run has --recreate, which is not in the README
            [--recreate]      ~ [--renew]        ~ run has no --renew
            [--port 8080]     ~ [--port 80]      ~ simulate --port is not 8080 in the README
            | `abort LOAD     ~ | `stop LOAD     ~ abort is not in the README
            search\\|get       ~ find\\|get        ~ streams search is not in the README
            | 9 | stopped     ~ | 10 | stopped   ~ the exit codes are
            """)
    void aDifferenceIsFound(String right, String planted, String difference) throws IOException {
        var readme = readme();
        assertThat(readme).contains(right);
        assertThat(new Readme(readme.replace(right, planted)).differences())
                .anyMatch(found -> found.startsWith(difference));
    }

    @ParameterizedTest
    @CsvSource({"run", "plan", "rehearse", "status", "report", "settle", "abort", "prune"})
    void theHelpNamesExitCodesAndWhereSettingsAre(String command) {
        var help = Objects.requireNonNull(
                        DomoStreamLoader.commandLine().getSubcommands().get(command))
                .getUsageMessage();
        assertThat(help).contains("Exit codes:", "  0   done", "config/application.yaml", "README");
        assertThat(help.lines()).allMatch(line -> line.length() <= 80);
    }
}
