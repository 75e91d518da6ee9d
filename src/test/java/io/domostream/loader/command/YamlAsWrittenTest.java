package io.domostream.loader.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.yaml.snakeyaml.error.MarkedYAMLException;

class YamlAsWrittenTest {
    private static List<PropertySource<?>> sources(PropertySourceLoader loader, String text) {
        try {
            return loader.load("settings", new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Map<String, Object>> documents(PropertySourceLoader loader, String text) {
        var documents = new ArrayList<Map<String, Object>>();
        for (var source : sources(loader, text)) {
            var settings = new LinkedHashMap<String, Object>();
            for (var name : ((OriginTrackedMapPropertySource) source).getPropertyNames()) {
                settings.put(name, Objects.requireNonNull(source.getProperty(name)));
            }
            documents.add(settings);
        }
        return documents;
    }

    private static Map<String, Object> read(String text) {
        return documents(new YamlAsWritten(), text).get(0);
    }

    static StandardEnvironment environment(String yaml) {
        var environment = new StandardEnvironment();
        sources(new YamlAsWritten(), yaml)
                .forEach(source -> environment.getPropertySources().addFirst(source));
        return environment;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NO",
                "no",
                "off",
                "on",
                "Yes",
                "y",
                "True",
                "01234",
                "010",
                "0o17",
                "1e3",
                "1.50",
                "+1",
                "0x10",
                "0b11",
                "12:30:45",
                "2026-01-01",
                "2026-01-01 10:00:00",
                "1_000",
                ".inf",
                ".NaN",
                "=",
                "nUll",
                "<",
                "1,000"
            })
    void everySpellingStaysTheTextThatIsWritten(String text) {
        assertThat(read("""
                source.password: %1$s
                loads:
                  orders:
                    watermark: %1$s
                    key:
                    - %1$s
                    rename: { a: %2$s }
                    parameters: { p: { default: %2$s } }
                """.formatted(text, text.contains(",") ? "'" + text + "'" : text)))
                .containsEntry("source.password", text)
                .containsEntry("loads.orders.watermark", text)
                .containsEntry("loads.orders.key[0]", text)
                .containsEntry("loads.orders.rename.a", text)
                .containsEntry("loads.orders.parameters.p.default", text);
        var environment = environment(
                "loads.orders.columns: { ? %s\n : STRING }".formatted(text.contains(",") ? "'" + text + "'" : text));
        assertThat(Objects.requireNonNull(new Binding(environment).check("loads.orders", LoadBinding.class))
                        .columns())
                .containsOnlyKeys(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            columns: { on: STRING, NO: LONG, 0x10: DATE }        | on, NO, 0x10
            columns: { a_b: STRING, ab: LONG, A-B: DATE }        | a_b, ab, A-B
            columns: { 12:30:45: STRING, unit price: LONG, ß: DATE, '[x y]': DOUBLE } | 12:30:45, unit price, ß, x y
            columns: { a.b: STRING, 1.50: LONG, 'c[0]': DATE }   | a.b, 1.50, c[0]
            columns.1.50: STRING                                 | 1.50
            columns.unit price: STRING                           | unit price
            """)
    void aColumnsNameIsWhatIsWritten(String yaml, String names) {
        var environment = environment("loads.orders:\n  " + yaml);
        var load = Objects.requireNonNull(new Binding(environment).check("loads.orders", LoadBinding.class));
        assertThat(load.columns()).containsOnlyKeys(names.split(", "));
        assertThat(load.columns().values()).doesNotHaveDuplicates();
    }

    @Test
    void parametersThatDifferByCaseOrUnderscoreKeepTheirOwnDefaults() {
        var environment = environment("""
                loads.orders.parameters:
                  a_b: { default: 1 }
                  ab: { default: 2 }
                  Ab: { default: 3 }
                """);
        var load = Objects.requireNonNull(new Binding(environment).check("loads.orders", LoadBinding.class));
        var values = new Parameters("loads.orders", load.parameters(), ZonedDateTime.now(Clock.systemUTC()))
                .values(Map.of(), new ArrayList<>());
        assertThat(values).isEqualTo(Map.of("a_b", "1", "ab", "2", "Ab", "3"));
    }

    @Test
    void documentsNamesAndEmptyValuesAreThoseOfSpringBoot() {
        var text = """
                domo: { url: "http://127.0.0.1", client-id: }
                "loads.orders.key[0]": id
                loads:
                  orders:
                    exclude: []
                    columns: {}
                    query: |
                      select 1
                    dataset: &set
                      name: 'It''s'
                      description: "a\\tb"
                  copy:
                    dataset:
                      <<: *set
                      name: Copy
                groups: { nightly: [orders, [copy]] }
                management.otlp.metrics.export.headers: { Authorization: Basic x }
                spring: { datasource: { password: ~ }, config.activate.on-profile: test }
                my key: { a b: null }
                ---
                ---
                - one
                - { two: three }
                ---
                a text
                --- ''
                """;
        assertThat(documents(new YamlAsWritten(), text))
                .isEqualTo(documents(new YamlPropertySourceLoader(), text))
                .hasSize(3);
        assertThat(sources(new YamlAsWritten(), text))
                .extracting(PropertySource::getName)
                .isEqualTo(sources(new YamlPropertySourceLoader(), text).stream()
                        .map(PropertySource::getName)
                        .toList());
    }

    @Test
    void theReadmesSettingsHaveTheNamesThatSpringBootGivesThem() throws IOException {
        var readme = Files.readString(Path.of("README.md"));
        int start = readme.indexOf("```yaml\n") + "```yaml\n".length();
        var text = readme.substring(start, readme.indexOf("```", start));
        assertThat(read(text).keySet())
                .isEqualTo(
                        documents(new YamlPropertySourceLoader(), text).get(0).keySet());
    }

    @Test
    void aSettingKnowsItsLine() {
        var source = (OriginTrackedMapPropertySource)
                sources(new YamlAsWritten(), "domo:\n  retries: 8\n").get(0);
        var origin = (TextResourceOrigin) Objects.requireNonNull(source.getOrigin("domo.retries"));
        assertThat(Objects.requireNonNull(origin.getLocation()).getLine()).isEqualTo(1);
        assertThat(source.isImmutable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "domo: { retries: 1, retries: 2 }",
                "loads: { orders: { table: a }, orders.table: b }",
                "loads.orders.key: !!int 0x10",
                "loads.orders.key: [!!binary aWQ=]",
                "loads.orders.table: !!null orders",
                "loads.orders.columns: { !!bool NO: STRING }",
                "loads.orders.key: !!set { a, b }",
                "loads.orders.key: !own a",
                "loads.orders.columns: { ? [a, b] : STRING }",
                "loads.orders.columns: { : STRING }",
                "loads: &all { orders: *all }",
                "loads: ["
            })
    void whatCouldBeReadInTwoWaysIsRefusedWithItsLine(String text) {
        assertThatThrownBy(() -> read("time-zone: UTC\n" + text))
                .isInstanceOfSatisfying(
                        MarkedYAMLException.class,
                        e -> assertThat(Objects.requireNonNull(e.getProblemMark())
                                        .getLine())
                                .isPositive());
    }
}
