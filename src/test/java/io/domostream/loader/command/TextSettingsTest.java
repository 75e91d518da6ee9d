package io.domostream.loader.command;

import static io.domostream.loader.command.YamlAsWrittenTest.environment;
import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.job.CommitSettings;
import io.domostream.loader.job.LoadSettings.Pace;
import io.domostream.loader.job.LoadSettings.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Typed settings and the defaults of lists come from text alone. */
class TextSettingsTest {
    @Test
    void typedSettingsAreBoundFromTheirText() {
        var binding = new Binding(environment("""
                domo:
                  commit-interval: 0s
                  commit-timeout: 90m
                  part-probe: off
                  retries: 010
                loads.orders:
                  key: [a, b]
                  exclude:
                  - c
                  - NO
                  method: upsert
                  merge-key: id
                  dataset: { stream: 042 }
                  guard: { min-rows: 5, max-shrink: 50% }
                  parts: { rows: 0x10, max-bytes: 8MB, parallel: 010, compressor: jdk }
                  restart: whole
                  snapshot: none
                loader.create-tables: NO
                """));
        var waits = Objects.requireNonNull(binding.check("domo", CommitSettings.class));
        assertThat(waits.commitInterval()).isZero();
        assertThat(waits.commitTimeout()).isEqualTo(Duration.ofMinutes(90));
        assertThat(waits.partProbe()).isFalse();
        // A leading zero makes no octal number, here as on the command line.
        assertThat(binding.check("domo.retries", int.class)).isEqualTo(10);
        var rows = Objects.requireNonNull(binding.check("loads.orders", LoadBinding.class));
        assertThat(rows.key()).containsExactly("a", "b");
        assertThat(rows.exclude()).containsExactly("c", "NO");
        var target = Objects.requireNonNull(binding.check("loads.orders", Target.class));
        assertThat(target.method()).hasToString("UPSERT");
        assertThat(target.mergeKey()).containsExactly("id");
        assertThat(target.dataset().stream()).isEqualTo(42);
        assertThat(target.guard().maxShrink()).isEqualTo("50%");
        var pace = Objects.requireNonNull(binding.check("loads.orders", Pace.class));
        assertThat(pace.parts().rows()).isEqualTo(16);
        assertThat(pace.parts().parallel()).isEqualTo(10);
        assertThat(pace.parts().maxBytes().toMegabytes()).isEqualTo(8);
        assertThat(pace.restart()).hasToString("WHOLE");
        assertThat(binding.flag("loader.create-tables", true)).isFalse();
        assertThat(new LoaderSettings(environment("loader.create-tables: NO")).mayCreateTables())
                .isFalse();
        assertThat(binding.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "parts: { rows: 1_000 }, loads.orders.parts.rows",
        "parts: { rows: 1e3 }, loads.orders.parts.rows",
        "parts: { rows: '12:30' }, loads.orders.parts.rows",
        "resume-within: 12:30:45, loads.orders.resume-within",
        "snapshot: off, loads.orders.snapshot"
    })
    void whatIsNoNumberNorTimeAsWrittenIsAMistake(String yaml, String setting) {
        var binding = new Binding(environment("loads.orders: { " + yaml + " }"));
        binding.check("loads.orders", Pace.class);
        assertThat(binding.problems()).hasSize(1).first().asString().startsWith(setting);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            [a, NO]            | a;NO
            ['a, b', 01234]    | a, b;01234
            [' a ', '"', '']   | ~ a ;";~
            'a,"b, c"'         | a;b, c
            NO                 | NO
            """)
    void aListParametersDefaultKeepsItsElements(String yaml, String elements) {
        var binding = new Binding(
                environment("loads.orders.parameters: { P_x: { type: list, default: %s } }".formatted(yaml)));
        assertThat(values(binding)).isEqualTo(Map.of("P_x", List.of(elements.split(";", -1))));
        assertThat(binding.problems()).isEmpty();
    }

    @Test
    void aListOfALaterDocumentWinsOverATextAndTheOtherWayRound() {
        var text = "loads.orders.parameters: { p: { type: list, default: a } }\n";
        var list = "loads.orders.parameters: { p: { type: list, default: [b, c] } }\n";
        assertThat(values(new Binding(environment(text + "---\n" + list)))).isEqualTo(Map.of("p", List.of("b", "c")));
        assertThat(values(new Binding(environment(list + "---\n" + text)))).isEqualTo(Map.of("p", List.of("a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"default: [a]", "type: date, default: [2026-01-01]", "type: list, default: [a, [b]]"})
    void aListWhereNoneIsTakenIsAMistake(String parameter) {
        var binding = new Binding(environment("loads.orders.parameters: { p: { %s } }".formatted(parameter)));
        values(binding);
        assertThat(binding.problems()).isNotEmpty().first().asString().startsWith("loads.orders.parameters");
    }

    private static Map<String, Object> values(Binding binding) {
        var rows = Objects.requireNonNull(binding.check("loads.orders", LoadBinding.class));
        var parameters = ListDefaults.read(binding, "loads.orders").in(rows.parameters());
        return new Parameters("loads.orders", parameters, ZonedDateTime.now(Clock.systemUTC()))
                .values(Map.of(), binding.problems());
    }
}
