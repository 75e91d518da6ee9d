package io.domostream.loader.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.job.LoadSettings;
import io.domostream.loader.source.ListText;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    private final List<String> problems = new ArrayList<>();

    private Object value(String type, String of, String text) {
        var parameters = new Parameters(
                "loads.orders",
                Map.of("p", new LoadBinding.Parameter(type, of, null)),
                Instant.parse("2026-01-15T23:30:00.5Z").atZone(ZoneId.of("Europe/Berlin")));
        return parameters.values(Map.of("p", text), problems).getOrDefault("p", "none");
    }

    @ParameterizedTest
    @CsvSource({
        "date, 2026-11-23, 2026-11-23",
        "date, today, 2026-01-16",
        "date, yesterday, 2026-01-15",
        "date, now, 2026-01-16",
        "timestamp, 2026-11-23, 2026-11-23T00:00",
        "timestamp, 2026-11-23 10:00, 2026-11-23T10:00",
        "timestamp, 2026-11-23T10:00:00.25, 2026-11-23T10:00:00.250",
        "timestamp, now, 2026-01-16T00:30",
        "timestamp, yesterday, 2026-01-15T00:00",
        "long, -5, -5",
        "integer, 007, 7",
        "decimal, 1E+3, 1E+3",
        "boolean, TRUE, true",
        "text, today, today",
        "string, '', ''"
    })
    void aTextBecomesAValueOfItsTypeAndTheSameAgainFromWhatIsKept(String type, String text, String shown) {
        var value = value(type, "text", text);
        assertThat(problems).isEmpty();
        assertThat(value).hasToString(shown);
        assertThat(value(type, "text", value.toString())).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            date      | text | soon
            date      | text | 2026-02-30
            timestamp | text | 25:00
            long      | text | 1.5
            long      | text | 9223372036854775808
            decimal   | text | one
            boolean   | text | yes
            list      | long | 1,two
            list      | date | 2026-01-01,
            list      | text | ''
            interval  | text | 1
            list      | set  | 1
            """)
    void whatIsNoneOfItsTypeIsToldWithItsName(String type, String of, String text) {
        assertThat(value(type, of, text)).isEqualTo("none");
        assertThat(problems).hasSize(1).first().asString().contains("p").contains("give");
    }

    @Test
    void aListHasElementsOfOneType() {
        assertThat(value("list", "long", "3,1,2")).isEqualTo(List.of(3L, 1L, 2L));
        assertThat(value("list", "text", "DE,\"a, b\",\"say \"\"hi\"\"\""))
                .isEqualTo(List.of("DE", "a, b", "say \"hi\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a,b", "\"a,b\",c", "\"x \"\"y\"\"\"", "' OR 1=1 --", "\\"})
    void aListIsKeptAsATextThatGivesTheSameElements(String text) {
        var elements = ListText.elements(text);
        assertThat(ListText.elements(ListText.of(elements))).isEqualTo(elements);
    }

    @Test
    void whatSaysHowFarBackToReadSaysNotWhichRowsThereAre() {
        var given = Map.of("day", "2026-01-01", "since", "x", "full", "true");
        assertThat(LoadSettings.chosen(true, given)).containsOnlyKeys("day");
        assertThat(LoadSettings.chosen(false, given)).containsOnlyKeys("day", "since", "full");
    }
}
