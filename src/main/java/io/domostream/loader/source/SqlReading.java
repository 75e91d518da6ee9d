package io.domostream.loader.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One way to part a query into what is quoted or a comment and the rest, in which alone a name or a mark counts. */
record SqlReading(Pattern token) {
    private static final String COMMENT = "/*";

    /** What all databases have in common. */
    private static final List<String> COMMON = List.of(
            "'(?:[^']|'')*+'",
            "\"(?:[^\"]|\"\")*+\"",
            "--(?=[\\x00-\\x20\\x7f]|\\z)¶",
            "/\\*.*?(?:\\*/|\\z)",
            "::|:=",
            "(?<mark>\\?)",
            ":(?<name>[\\p{L}_][\\p{L}\\d_]*+)");

    /** A piece that is not plain SQL: quoted, a comment, or the place of a value, by a name or by a bare question mark. */
    record Part(int start, int end, boolean place, @Nullable String name) {
        String shown() {
            return name == null ? "a question mark" : ":" + name;
        }
    }

    static SqlReading of(Set<SqlTrait> traits) {
        var open = traits.contains(SqlTrait.OPEN_END) ? Stream.of(SqlTrait.OPEN_END.token()) : Stream.<String>empty();
        var tokens = Stream.of(
                        traits.stream()
                                .filter(trait -> trait != SqlTrait.OPEN_END)
                                .sorted()
                                .map(SqlTrait::token)
                                .filter(token -> !token.isEmpty()),
                        COMMON.stream(),
                        open)
                .flatMap(each -> each)
                .collect(Collectors.joining("|"));
        return new SqlReading(Pattern.compile(tokens.replace("¶", restOfLine(traits)), Pattern.DOTALL));
    }

    private static String restOfLine(Set<SqlTrait> traits) {
        if (traits.contains(SqlTrait.CARRIAGE_RETURN_FIRST)) {
            return "(?:[^\\r]*+(?=\\r)|[^\\n]*+)";
        }
        return traits.contains(SqlTrait.CARRIAGE_RETURN) ? "[^\\r\\n]*+" : "[^\\n]*+";
    }

    List<Part> parts(String query) {
        var parts = new ArrayList<Part>();
        var found = token.matcher(query);
        int done = 0;
        while (found.find(done)) {
            done = endOf(found, query);
            var name = found.group("name");
            parts.add(new Part(found.start(), done, name != null || found.group("mark") != null, name));
        }
        return parts;
    }

    /** Of a comment that may hold others the token is its beginning alone. */
    private static int endOf(Matcher token, String query) {
        if (!token.group().equals(COMMENT)) {
            return token.end();
        }
        int depth = 1;
        int at = token.end();
        while (depth > 0 && at < query.length()) {
            int step = query.startsWith(COMMENT, at) ? 1 : query.startsWith("*/", at) ? -1 : 0;
            depth += step;
            at += step == 0 ? 1 : 2;
        }
        return at;
    }
}
