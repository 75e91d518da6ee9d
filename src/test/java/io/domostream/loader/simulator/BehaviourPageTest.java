package io.domostream.loader.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.domostream.loader.simulator.Assumed.Habit;
import io.domostream.loader.simulator.Assumed.Status;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BehaviourPageTest {
    private static final Pattern SWITCH = Pattern.compile("`([A-Z]+_[A-Z_]+)`");

    private final String page = Files.readString(Path.of("docs/domo-behaviour.md"));

    BehaviourPageTest() throws IOException {}

    @Test
    void thePageNamesEverySwitchAndNoOther() {
        var named =
                SWITCH.matcher(page).results().map(result -> result.group(1)).collect(Collectors.toSet());
        var switches = Stream.concat(Arrays.stream(Status.values()), Arrays.stream(Habit.values()))
                .map(Enum::name)
                .collect(Collectors.toSet());
        assertThat(named).isEqualTo(switches);
    }

    @Test
    void whatIsAssumedBesidesStatusesAndHabitsIsNamedToo() {
        var components = Arrays.stream(Assumed.class.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !List.of("statuses", "habits").contains(name));
        assertThat(components).isNotEmpty().allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    @ParameterizedTest
    @EnumSource
    void aStatusThatIsAssumedIsTheOneThatThePageNames(Status status) {
        var row = page.lines()
                .filter(line -> line.contains("`" + status.name() + "`"))
                .findFirst()
                .orElseThrow();
        assertThat(row).contains(String.valueOf(Assumed.defaults().status(status)));
    }

    @Test
    void thePageNamesEveryOption() {
        var methods = Arrays.stream(SimulatorOptions.class.getMethods())
                .map(method -> method.getName())
                .filter(name -> name.startsWith("with"));
        assertThat(methods).hasSize(7).allSatisfy(name -> assertThat(page).contains(name));
    }
}
