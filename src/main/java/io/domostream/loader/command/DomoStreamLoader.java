package io.domostream.loader.command;

import io.domostream.loader.Version;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TimeZone;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts the program. */
@Command(
        name = "domo-stream-loader",
        mixinStandardHelpOptions = true,
        version = Version.TEXT,
        description = "Loads a table of a source database into a Domo DataSet: every row, exactly once.")
public final class DomoStreamLoader {
    private static final String COMPLETION = "generate-completion";
    private static final Map<String, Class<?>> COMMANDS = commands();

    private DomoStreamLoader() {}

    public static void main(String[] args) {
        // Batch picks the last step execution by local time: an attempt in another zone would make the next go on from
        // the wrong one.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        int code = commandLine(args.length == 0 ? "" : args[0]).execute(args);
        System.out.flush();
        System.exit(code);
    }

    /** The program as a value: what it prints goes to the writers it is given. */
    public static CommandLine commandLine() {
        return commandLine("");
    }

    /** With the one command that is asked for; to read what all of them take would be a third of a start. */
    static CommandLine commandLine(String first) {
        var line = new CommandLine(new DomoStreamLoader());
        var one = first.equals(COMPLETION) ? null : COMMANDS.get(first);
        if (one == null) {
            COMMANDS.forEach(line::addSubcommand);
        } else {
            line.addSubcommand(first, one);
        }
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new PlainFailures())
                .setParameterExceptionHandler(new PlainFailures());
    }

    /** In the order in which the help lists them. */
    private static Map<String, Class<?>> commands() {
        var commands = new LinkedHashMap<String, Class<?>>();
        commands.put("run", RunCommand.class);
        commands.put("work", WorkCommand.class);
        commands.put("plan", PlanCommand.class);
        commands.put("rehearse", RehearseCommand.class);
        commands.put("status", StatusCommand.class);
        commands.put("report", ReportCommand.class);
        commands.put("settle", SettleCommand.class);
        commands.put("abort", AbortCommand.class);
        commands.put("prune", PruneCommand.class);
        commands.put("simulate", SimulateCommand.class);
        commands.put("streams", StreamsCommand.class);
        commands.put("executions", ExecutionsCommand.class);
        commands.put("parts", PartsCommand.class);
        commands.put(COMPLETION, AutoComplete.GenerateCompletion.class);
        return commands;
    }
}
