package io.domostream.loader.domo;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an error's body says in a line: Domo's message and toe, or the gist of a page meant for people. */
record ErrorText(String message, @Nullable String toe) {
    private static final int LONGEST = 200;
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern TITLE =
            Pattern.compile("<title[^>]*>(.*?)</title>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern NOT_TEXT =
            Pattern.compile("<(script|style)\\b.*?</\\1>|<[^>]*>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    static ErrorText of(String body, String... secrets) {
        try {
            var node = JSON.readTree(body);
            if (node.isObject()) {
                var message = first(node, "message", "error_description", "error", "statusReason");
                return new ErrorText(oneLine(message == null ? "" : message, secrets), first(node, "toe"));
            }
        } catch (JacksonException e) {
            // Not JSON: a proxy's or a maintenance page.
        }
        var title = TITLE.matcher(body);
        return new ErrorText(
                oneLine(title.find() ? title.group(1) : NOT_TEXT.matcher(body).replaceAll(" "), secrets), null);
    }

    private static @Nullable String first(JsonNode node, String... names) {
        for (var name : names) {
            var value = node.path(name);
            if (value.isString() && !value.stringValue().isBlank()) {
                return value.stringValue();
            }
        }
        return null;
    }

    // Secrets first: cut in half, one would no longer be found.
    private static String oneLine(String text, String... secrets) {
        var line = text;
        for (var secret : secrets) {
            line = line.replace(secret, "***");
        }
        line = line.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
