package io.domostream.loader.command;

import io.domostream.loader.job.ExitCodes;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the README says of settings, commands and exit codes, held against the program. */
record Readme(String text) {
    private static final Set<String> EVERYWHERE =
            Set.of("--help", "--version", "--debug", "--spring.config.additional-location");
    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

    List<String> differences() {
        var found = new ArrayList<String>();
        settings(found);
        commands(found);
        codes(found);
        return found;
    }

    private void settings(List<String> found) {
        var block = between("```yaml\n", "```");
        var program = KnownSettings.all();
        var written = new LinkedHashMap<String, String>();
        flatten("", new Yaml().load(block), program.keySet(), written);
        program.forEach((name, value) -> {
            var last = name.substring(name.lastIndexOf('.') + 1);
            if (!written.containsKey(name) && !block.contains(" " + last + ": ")) {
                found.add(name + " is not in the README");
            }
            var shown = written.get(name);
            if (shown != null && !value.isEmpty() && !shown.equalsIgnoreCase(value)) {
                found.add("%s is %s in the README and %s in the program".formatted(name, shown, value));
            }
        });
        written.keySet().stream()
                .filter(name -> !program.containsKey(name))
                .forEach(name -> found.add(name + " is in the README alone"));
    }

    private static void flatten(String prefix, Map<?, ?> yaml, Set<String> leaves, Map<String, String> into) {
        yaml.forEach((key, value) -> {
            var name = prefix + key;
            if (value instanceof Map<?, ?> below && !leaves.contains(name)) {
                flatten(name + ".", below, leaves, into);
            } else {
                into.put(name, String.valueOf(value));
            }
        });
    }

    private void commands(List<String> found) {
        DomoStreamLoader.commandLine().getSubcommands().forEach((name, command) -> {
            var row = text.lines()
                    .filter(line -> line.matches("\\| `" + name + "[ `].*"))
                    .findFirst();
            if (row.isEmpty()) {
                found.add(name + " is not in the README");
                return;
            }
            options(name, command.getCommandSpec(), row.get(), found);
            command.getSubcommands().keySet().stream()
                    .filter(sub -> !row.get().matches(".*[ |]" + sub + "[\\\\ ].*"))
                    .forEach(sub -> found.add("%s %s is not in the README".formatted(name, sub)));
        });
    }

    private static void options(String name, CommandSpec command, String row, List<String> found) {
        var shown = row.substring(0, row.indexOf("` |"));
        var written = new TreeSet<String>();
        OPTION.matcher(shown).results().forEach(option -> written.add(option.group()));
        for (OptionSpec option : command.options()) {
            if (EVERYWHERE.contains(option.longestName())) {
                continue;
            }
            if (!written.remove(option.longestName())) {
                found.add("%s has %s, which is not in the README".formatted(name, option.longestName()));
            } else if (option.defaultValue() != null
                    && !shown.contains("[%s %s]".formatted(option.longestName(), option.defaultValue()))) {
                found.add("%s %s is not %s in the README".formatted(name, option.longestName(), option.defaultValue()));
            }
        }
        written.forEach(option -> found.add("%s has no %s".formatted(name, option)));
    }

    private void codes(List<String> found) {
        var written = new TreeSet<String>();
        Pattern.compile("^\\| (\\d+) \\|", Pattern.MULTILINE)
                .matcher(between("## Exit codes", "## Types"))
                .results()
                .forEach(code -> written.add(code.group(1)));
        var known = new TreeSet<String>();
        Stream.of(ExitCodes.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .forEach(field -> known.add(value(field)));
        var helped = new TreeSet<String>();
        DomoStreamLoader.commandLine()
                .getSubcommands()
                .values()
                .forEach(c -> helped.addAll(
                        c.getCommandSpec().usageMessage().exitCodeList().keySet()));
        if (!known.equals(written) || !known.equals(helped)) {
            found.add("the exit codes are %s, in the README %s, in the commands' help %s"
                    .formatted(known, written, helped));
        }
    }

    private static String value(Field constant) {
        try {
            return String.valueOf(constant.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private String between(String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
