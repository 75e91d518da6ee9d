package io.domostream.loader.command;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingSystemProperty;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** Standard output carries only the answer; everything else is said on standard error. */
record Console(PrintWriter out, PrintWriter err) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    static Console of(CommandLine command) {
        return new Console(command.getOut(), command.getErr());
    }

    /** One JSON document, or the text; a failure's text goes to standard error. */
    void answer(@Nullable Object json, String text, boolean fine) {
        if (!fine) {
            complain(text);
        } else if (json == null) {
            out.println(text);
        } else if (structured()) {
            LOG.info(text);
        }
        if (json != null) {
            out.println(JSON.writeValueAsString(json));
        }
        out.flush();
    }

    void say(String line) {
        if (structured()) {
            LOG.info(line);
            return;
        }
        err.println(line);
        err.flush();
    }

    void complain(String text) {
        if (structured()) {
            LOG.error(text);
            return;
        }
        err.println(text);
        err.flush();
    }

    /** Whether standard error is read by machines: each line of it is then a document of Spring Boot's making. */
    static boolean structured() {
        return System.getProperty(LoggingSystemProperty.CONSOLE_STRUCTURED_FORMAT.getEnvironmentVariableName()) != null;
    }

    void trace(Throwable failure) {
        failure.printStackTrace(err);
    }
}
