package io.domostream.loader;

import io.domostream.loader.command.DomoStreamLoader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.TimeZone;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command that ran to its end inside this JVM: its exit code, its answer, and what else it said. */
record Loader(int exitCode, String out, String err) {

    /** Runs it with the settings in {@code config/application.yaml} of a folder. */
    static Loader run(Path folder, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var place = "--spring.config.additional-location=file:%s/config/".formatted(folder);
        var program = DomoStreamLoader.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        var zone = TimeZone.getDefault();
        // As main does for its process.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        try {
            int code = program.execute(
                    Stream.concat(Stream.of(arguments), Stream.of(place)).toArray(String[]::new));
            return new Loader(code, out.toString(), err.toString());
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    /** The last line of standard output. */
    JsonNode json() {
        var lines = out.strip().lines().toList();
        if (lines.isEmpty()) {
            throw new IllegalStateException("no answer; standard error: " + err);
        }
        return JsonMapper.shared().readTree(lines.get(lines.size() - 1));
    }
}
