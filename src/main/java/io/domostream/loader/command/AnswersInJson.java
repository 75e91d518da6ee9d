package io.domostream.loader.command;

import java.util.Map;

/** A command whose JSON has the same names when it could not do its work; where that is explained is added to it. */
interface AnswersInJson {
    Map<String, Object> json(int exitCode, String message);
}
