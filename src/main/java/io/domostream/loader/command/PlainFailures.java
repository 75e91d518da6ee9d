package io.domostream.loader.command;

import io.domostream.loader.job.ExitCodes;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** One line for a failure; its stack trace only where asked for. */
final class PlainFailures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        System.err.println(e.getMessage());
        System.err.println(
                "see `%s --help`".formatted(e.getCommandLine().getCommandSpec().qualifiedName()));
        return ExitCodes.SETTINGS;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (parsed.hasMatchedOption("--debug")) {
            e.printStackTrace(System.err);
        } else {
            System.err.println(Failures.message(e));
        }
        return ExitCodes.of(e);
    }
}
