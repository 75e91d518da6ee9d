package io.domostream.loader.command;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** Standard output carries only the answer; everything else is said on standard error. */
record Console(PrintWriter out, PrintWriter err) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Console of(CommandLine command) {
        return new Console(command.getOut(), command.getErr());
    }

    /** One JSON document, or the text; a failure's text goes to standard error. */
    void answer(@Nullable Object json, String text, boolean fine) {
        if (!fine) {
            err.println(text);
        } else if (json == null) {
            out.println(text);
        }
        err.flush();
        if (json != null) {
            out.println(JSON.writeValueAsString(json));
        }
        out.flush();
    }

    void say(String line) {
        err.println(line);
        err.flush();
    }

    void trace(Throwable failure) {
        failure.printStackTrace(err);
    }
}
