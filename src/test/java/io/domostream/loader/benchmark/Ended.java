package io.domostream.loader.benchmark;

import java.io.IOException;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a child process came to; its peak memory is known on Linux only. */
record Ended(double seconds, OptionalLong peakBytes, String out) {

    /** Its answer, which must tell of all the table's rows. */
    JsonNode json(Table table) throws IOException {
        var answer = json();
        long rows = answer.path("rows").asLong();
        if (rows != table.rows()) {
            throw new IOException("table %s: %d rows of %d".formatted(table.name(), rows, table.rows()));
        }
        return answer;
    }

    /** The last line of its standard output, as JSON. */
    JsonNode json() {
        var lines = out.strip().lines().toList();
        if (lines.isEmpty()) {
            throw new IllegalStateException("it answered nothing");
        }
        return JsonMapper.shared().readTree(lines.get(lines.size() - 1));
    }
}
