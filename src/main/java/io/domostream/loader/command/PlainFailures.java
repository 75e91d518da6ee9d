package io.domostream.loader.command;

import io.domostream.loader.Runbook;
import io.domostream.loader.job.ExitCodes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** One line for a failure; its stack trace only where asked for, and JSON as well where that was asked for. */
final class PlainFailures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        var command = e.getCommandLine();
        var given = List.of(args);
        if (given.contains("--debug")) {
            Console.of(command).trace(e);
        }
        answer(command, given.contains("--json"), ExitCodes.SETTINGS, Runbook.COMMAND_WRONG, WrongCommand.message(e));
        return ExitCodes.SETTINGS;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        var given = command.getParseResult();
        if (given.hasMatchedOption("--debug")) {
            Console.of(command).trace(e);
        }
        int code = ExitCodes.of(e);
        answer(command, given.hasMatchedOption("--json"), code, Runbook.of(e), Failures.message(e));
        return code;
    }

    private static void answer(CommandLine command, boolean json, int code, Runbook runbook, String message) {
        Console.of(command)
                .answer(json ? json(command, code, runbook, message) : null, Failures.told(message, runbook), false);
    }

    private static Map<String, Object> json(CommandLine command, int code, Runbook runbook, String message) {
        var json = new LinkedHashMap<String, Object>();
        if (command.getCommand() instanceof AnswersInJson known) {
            json.putAll(known.json(code, message));
        } else {
            json.put("exitCode", code);
            json.put("message", message);
        }
        json.put("runbook", runbook.toString());
        return json;
    }
}
