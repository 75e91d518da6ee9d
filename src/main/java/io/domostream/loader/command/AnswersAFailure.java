package io.domostream.loader.command;

import java.util.Map;

/** A command whose JSON has the same names when it fails. */
interface AnswersAFailure {
    Map<String, Object> failed(int exitCode, String message);
}
