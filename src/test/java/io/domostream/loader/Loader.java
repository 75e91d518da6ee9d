package io.domostream.loader;

import static org.assertj.core.api.Assertions.assertThat;

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
    private static final String SEE = "see docs/runbook.md#";

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

    /** What a failure said on standard error, without the last line, which tells where it is explained. */
    String said() {
        var told = err.strip();
        return told.substring(0, Math.max(0, told.lastIndexOf(System.lineSeparator() + SEE)));
    }

    /** The anchor that the last line on standard error names. */
    String anchor() {
        var told = err.strip();
        int last = told.lastIndexOf(SEE);
        if (last < 0 || told.indexOf('\n', last) >= 0) {
            throw new IllegalStateException("its last line tells no place: " + err);
        }
        return told.substring(last + SEE.length());
    }

    /** Both standard error's last line and the answer in JSON lead to this heading. */
    void explainedBy(String heading) {
        assertThat(anchor()).isEqualTo(heading);
        assertThat(json().get("runbook").asString()).isEqualTo("docs/runbook.md#" + heading);
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
