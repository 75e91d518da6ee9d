package io.domostream.loader.command;

import static io.domostream.loader.command.YamlAsWrittenTest.environment;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadReadingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            jdbc:h2:mem:x         | select `:b`, :a           |
            jdbc:postgresql://h/x | select `:b`, :a           | loads.orders.query names :b: declare it in loads.orders.parameters
            jdbc:h2:mem:x         | select ':b' -- it's :b ?  |
            jdbc:h2:mem:x         | select [:a]               | loads.orders.query holds square brackets
            jdbc:h2:mem:x         | select :a ? :b            | loads.orders.query holds a question mark
            jdbc:postgresql://h/x | select j ? 'key'          |
            """)
    void parametersAreLookedForAsTheSourceReadsTheQuery(String url, String query, String problem) {
        var problems = problems(url, query);
        assertThat(problems).hasSize(problem == null ? 0 : 1);
        assertThat(String.join("", problems)).startsWith(problem == null ? "" : problem);
    }

    private static List<String> problems(String url, String query) {
        var binding = new Binding(environment("""
                loads.orders:
                  source.url: '%s'
                  query: "%s"
                  dataset.name: x
                  parameters: { a: { type: text, default: v } }
                """.formatted(url, query)));
        var load = new LoadReading(binding, "orders").read(Map.of(), ZonedDateTime.now(Clock.systemUTC()));
        assertThat(load == null).isEqualTo(!binding.problems().isEmpty());
        return List.copyOf(binding.problems());
    }
}
