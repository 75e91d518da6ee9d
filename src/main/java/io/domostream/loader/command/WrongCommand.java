package io.domostream.loader.command;

import java.util.stream.Collectors;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in a line that ends with the cure. */
final class WrongCommand {
    private static final int SUGGESTIONS = 3;

    private WrongCommand() {}

    static String message(ParameterException e) {
        var command = e.getCommandLine().getCommandSpec();
        return "%s%s; see `%s --help`".formatted(what(e), cure(e), command.qualifiedName());
    }

    private static String what(ParameterException e) {
        return Failures.oneLine(Failures.message(e))
                .replace("' is not a long", "' is not a whole number")
                .replace("' is not an int", "' is not a whole number");
    }

    private static String cure(ParameterException e) {
        var subcommands = e.getCommandLine().getSubcommands().keySet();
        if (!subcommands.isEmpty()) {
            return ": give one of " + String.join(", ", subcommands);
        }
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            return unmatched.getSuggestions().stream()
                    .limit(SUGGESTIONS)
                    .collect(Collectors.joining(" or ", ": did you mean ", ""));
        }
        return "";
    }
}
