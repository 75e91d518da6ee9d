package io.domostream.loader.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stands behind a path's question mark, or in a form. */
record Query(Map<String, String> values) {

    static Query of(@Nullable String encoded) {
        var values = new HashMap<String, String>();
        for (var pair : encoded == null ? new String[0] : encoded.strip().split("&", -1)) {
            var parts = pair.split("=", 2);
            values.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
        }
        return new Query(values);
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    Query and(Query more) {
        var all = new HashMap<>(values);
        all.putAll(more.values);
        return new Query(all);
    }

    <T> Stream<T> page(Stream<T> all) {
        // Vendor examples ask for 1000: the limit is clamped, not refused.
        return all.skip(number("offset", 0)).limit(Math.min(500, number("limit", 50)));
    }

    private long number(String name, long otherwise) {
        var value = get(name, "");
        try {
            return value.isBlank() ? otherwise : Math.max(0, Long.parseLong(value));
        } catch (NumberFormatException e) {
            throw new Refusal(400, name + " is not a number", e);
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // sent unencoded, as some clients do: taken as it is
        }
    }
}
