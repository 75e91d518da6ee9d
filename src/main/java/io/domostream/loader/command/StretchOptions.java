package io.domostream.loader.command;

import io.domostream.loader.domo.StreamApi;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which stretch of a list is asked for. */
final class StretchOptions {
    private static final int MOST = 500;

    @Option(names = "--limit", paramLabel = "N", description = "How many at once, 1 to 500; Domo takes 50 without it.")
    private @Nullable Integer limit;

    @Option(names = "--offset", paramLabel = "N", description = "How many to leave out first.")
    private @Nullable Integer offset;

    @Option(names = "--all", description = "Follow the pages to the last one.")
    private boolean all;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    StreamApi.Stretch stretch() {
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw wrong("--limit is %d: give 1 to %d, and --all for more than one page".formatted(limit, MOST));
        }
        if (offset != null && offset < 0) {
            throw wrong("--offset is %d: give 0 or more".formatted(offset));
        }
        return new StreamApi.Stretch(limit, offset, all);
    }

    private ParameterException wrong(String why) {
        return new ParameterException(command.commandLine(), why);
    }
}
