package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.command.DomoStreamLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The page on the single calls says what they do today. */
class StreamApiPageTest {
    private static final Path PAGE = Path.of("docs/stream-api.md");
    private static final Set<String> EVERYWHERE =
            Set.of("--help", "--version", "--debug", "--spring.config.additional-location", "--json", "--table");

    @TempDir
    Path folder;

    @Test
    void thePagesExamplesAreWhatIsPrinted() throws IOException {
        var page = Files.readString(PAGE);
        try (var domo = new DomoAlone(folder)) {
            var now = new StreamApiPage(page, domo, folder).afterRunning();
            Files.writeString(Path.of("target/stream-api.md"), now);
            assertThat(page).as("copy target/stream-api.md over " + PAGE).isEqualTo(now);
        }
    }

    static Stream<CommandLine> calls() {
        return Stream.of("streams", "executions", "parts")
                .map(DomoStreamLoader.commandLine().getSubcommands()::get)
                .flatMap(group -> group.getSubcommands().values().stream());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void thePageNamesEveryCallWithItsArguments(CommandLine call) throws IOException {
        var spec = call.getCommandSpec();
        var start = spec.qualifiedName().replace("domo-stream-loader ", "| `");
        var rows = Files.readString(PAGE)
                .lines()
                .filter(line -> line.contains(start))
                .toList();
        assertThat(rows).as(start).isNotEmpty();
        var named = new TreeSet<String>();
        Pattern.compile("--[a-z-]+|\\b[A-Z]+_ID\\b|\\bFILE\\]")
                .matcher(String.join("\n", rows).replaceAll("\\| `[A-Z]+ /v1[^|]*\\|", ""))
                .results()
                .forEach(argument -> named.add(argument.group().replace("]", "")));
        var taken = new TreeSet<String>();
        spec.options().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !EVERYWHERE.contains(name))
                .forEach(taken::add);
        spec.positionalParameters().forEach(parameter -> taken.add(parameter.paramLabel()));
        assertThat(named).isEqualTo(taken);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void theHelpOfEachCallNamesItsExitCodesAndFitsTheScreen(CommandLine call) {
        assertThat(call.getUsageMessage())
                .contains("Exit codes:", "  4   Domo refused", "config/application.yaml", "/v1/streams");
        assertThat(call.getUsageMessage().lines()).allMatch(line -> line.length() <= 80);
    }
}
