package io.domostream.loader.benchmark;

import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a child process came to; its peak memory is known on Linux only. */
record Ended(double seconds, OptionalLong peakBytes, String out) {

    /** The last line of its standard output, as JSON. */
    JsonNode json() {
        var lines = out.strip().lines().toList();
        if (lines.isEmpty()) {
            throw new IllegalStateException("it answered nothing");
        }
        return JsonMapper.shared().readTree(lines.get(lines.size() - 1));
    }
}
