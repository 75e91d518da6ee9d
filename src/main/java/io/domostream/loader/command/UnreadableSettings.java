package io.domostream.loader.command;

import io.domostream.loader.BadSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataException;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Settings that can't even be read: a file that is no YAML, or a place where there is none. */
final class UnreadableSettings {
    private UnreadableSettings() {}

    /** The same failure as a mistake in the settings, where it is one. */
    static RuntimeException of(RuntimeException failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            var mistake = mistake(t);
            if (mistake != null) {
                return mistake;
            }
        }
        return failure;
    }

    private static @Nullable BadSettings mistake(Throwable failure) {
        if (failure instanceof UnusableYaml unusable && unusable.getProblemMark() != null) {
            return BadSettings.of(
                    "application.yaml",
                    "unusable at line %d (%s)"
                            .formatted(
                                    unusable.getProblemMark().getLine() + 1, Failures.oneLine(unusable.getProblem())),
                    unusable.cure());
        }
        // The parser's own message quotes the line, and a secret may stand in it.
        if (failure instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            return BadSettings.of(
                    "application.yaml",
                    "no YAML at line %d (%s)"
                            .formatted(marked.getProblemMark().getLine() + 1, Failures.oneLine(marked.getProblem())),
                    "see that colons, brackets and spaces are right there");
        }
        if (failure instanceof YAMLException) {
            return BadSettings.of("application.yaml", "no YAML", "see that it is a plain text file");
        }
        if (failure instanceof ConfigDataException) {
            return BadSettings.of(
                    "--spring.config.additional-location",
                    "a place that can't be read (%s)".formatted(Failures.oneLine(String.valueOf(failure.getMessage()))),
                    "give a folder that is there, ending with /, such as file:/etc/loader/");
        }
        return null;
    }
}
