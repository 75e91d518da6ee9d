package io.domostream.loader.command;

import java.util.TimeZone;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts the program. */
@Command(
        name = "domo-stream-loader",
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        description = "Loads a table of a source database into a Domo DataSet: every row, exactly once.",
        subcommands = {
            RunCommand.class,
            PlanCommand.class,
            RehearseCommand.class,
            StatusCommand.class,
            ReportCommand.class,
            SettleCommand.class,
            AbortCommand.class,
            PruneCommand.class,
            SimulateCommand.class,
            StreamsCommand.class,
            ExecutionsCommand.class,
            PartsCommand.class,
            AutoComplete.GenerateCompletion.class
        })
public final class DomoStreamLoader {

    private DomoStreamLoader() {}

    public static void main(String[] args) {
        // Batch picks the last step execution by local time: an attempt in another zone would make the next go on from
        // the wrong one.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        int code = commandLine().execute(args);
        System.out.flush();
        System.exit(code);
    }

    /** The program as a value: what it prints goes to the writers it is given. */
    public static CommandLine commandLine() {
        return new CommandLine(new DomoStreamLoader())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new PlainFailures())
                .setParameterExceptionHandler(new PlainFailures());
    }
}
