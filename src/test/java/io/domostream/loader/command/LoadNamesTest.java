package io.domostream.loader.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class LoadNamesTest {
    @ParameterizedTest
    @CsvSource({
        "LOADS_DAYEND_TABLE, day-end",
        "LOADS_DAYEND_DATASET_NAME, day-end",
        "LOADS_DAY_END_TABLE, day-end",
        "LOADS_OTHER_TABLE, 'day-end, other'",
        "LOADS_OTHER_METHOD, day-end"
    })
    void aVariableSpeaksOfALoadInTheFileOrOfAWholeOneOfItsOwn(String variable, String names) {
        var environment = new StandardEnvironment();
        var sources = environment.getPropertySources();
        sources.addLast(new MapPropertySource("file", Map.of("loads.day-end.table", "orders")));
        sources.replace(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource("systemEnvironment", Map.of(variable, "REPLACE")));
        assertThat(new LoadNames(environment).all()).containsExactly(names.split(", "));
    }
}
