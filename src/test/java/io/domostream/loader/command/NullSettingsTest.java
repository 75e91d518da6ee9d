package io.domostream.loader.command;

import static io.domostream.loader.command.YamlAsWrittenTest.environment;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NullSettingsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            loads.orders.table: ~                          | loads.orders.table            | ~
            loads.orders.table: null                       | loads.orders.table            | null
            loads: { orders: { key: [id, Null] } }         | loads.orders.key[1]           | Null
            loads: { orders: { columns: { NULL: STRING } } } | loads.orders.columns        | NULL
            loads: { orders: { parameters: { ~: { type: text, of: text } } } } | loads.orders.parameters | ~
            loads: ~                                       | loads                         | ~
            time-zone: ~                                   | time-zone                     | ~
            groups: { nightly: ~ }                         | groups.nightly                | ~
            domo: { client-secret: ~ }                     | domo.client-secret            | ~
            """)
    void anUnquotedNullIsKnownByItsSetting(String yaml, String setting, String written) {
        assertThat(new NullSettings(environment(yaml)).below(SettingName.ROOTS)).isEqualTo(Map.of(setting, written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loads.orders.table: '~'",
                "loads.orders.table: \"null\"",
                "loads.orders.table: !!str null",
                "loads.orders.table: |-\n  null",
                "loads.orders.table:",
                "loads.orders.table: nUll",
                "loads.orders.columns: { 'null': STRING }",
                "spring.datasource.password: ~",
                "domo.url: ~"
            })
    void otherValuesAreNoNulls(String yaml) {
        assertThat(new NullSettings(environment(yaml)).below(Set.of("loads"))).isEmpty();
    }
}
