package io.domostream.loader.command;

import java.util.Map;

/** A command whose JSON has the same names when it could not do its work. */
interface AnswersInJson {
    Map<String, Object> json(int exitCode, String message);
}
