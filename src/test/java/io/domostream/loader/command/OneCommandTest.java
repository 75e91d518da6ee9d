package io.domostream.loader.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A start reads the options of the one command that is asked for. */
class OneCommandTest {
    @Test
    void aCommandAloneIsWhatItIsAmongAll() {
        DomoStreamLoader.commandLine().getSubcommands().forEach((name, command) -> {
            var alone = DomoStreamLoader.commandLine(name).getSubcommands();
            assertThat(requireNonNull(alone.get(name)).getUsageMessage()).isEqualTo(command.getUsageMessage());
            assertThat(command.getCommandName()).isEqualTo(name);
        });
        assertThat(DomoStreamLoader.commandLine("run").getSubcommands()).containsOnlyKeys("run");
    }

    @Test
    void allAreThereForTheHelpForAMistakeAndForCompletion() {
        var all = DomoStreamLoader.commandLine().getSubcommands().keySet();
        assertThat(DomoStreamLoader.commandLine("rum").getSubcommands()).containsOnlyKeys(all);
        assertThat(DomoStreamLoader.commandLine("generate-completion").getSubcommands())
                .containsOnlyKeys(all);
    }
}
