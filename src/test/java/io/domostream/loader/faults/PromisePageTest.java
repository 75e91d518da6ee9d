package io.domostream.loader.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page on what is promised names tests; each of them must be there. */
class PromisePageTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

    @Test
    void eachTestItNamesIsThere() throws IOException {
        var page = Files.readString(Path.of("docs/promise.md"));
        var named = TEST.matcher(page).results().map(found -> found.group(1)).collect(Collectors.toSet());
        try (var files = Files.walk(Path.of("src/test/java"))) {
            var there = files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
            assertThat(named).isNotEmpty().isSubsetOf(there);
        }
    }

    @Test
    void eachRuleIsTold() throws IOException {
        var rules = Pattern.compile("(?m)^(\\d+)\\. \\*\\*")
                .matcher(Files.readString(Path.of("docs/promise.md")))
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(rules).hasSize(22);
    }
}
