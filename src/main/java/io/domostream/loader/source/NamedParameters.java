package io.domostream.loader.source;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts values in the place of {@code :name} in a query, and leaves quotes, comments and casts as they are. */
final class NamedParameters {
    // Alternatives are tried in order: whatever may hold a colon that means something else comes first.
    private static final Pattern TOKEN = Pattern.compile("""
            (?<![\\w$])[eE]'(?:[^'\\\\]|\\\\.|'')*+'   # escape string
            |'(?:[^']|'')*+'                           # string
            |"(?:[^"]|"")*+"                           # identifier
            |--[^\\r\\n]*+                             # comment
            |(?<![\\w$])(?<dollar>\\$(?:[\\p{L}_][\\p{L}\\d_]*+)?\\$).*?\\k<dollar>
            |::|:=
            |/\\*                                      # comment, which may hold others
            |:(?<name>[\\p{L}_][\\p{L}\\d_]*+)
            """, Pattern.COMMENTS | Pattern.DOTALL);

    private NamedParameters() {}

    static String bind(String query, Map<String, Object> values) {
        return replaced(query, name -> SqlLiteral.of(name, value(name, values)));
    }

    /** The names for which values are put in, in their order. */
    static Set<String> names(String query) {
        var names = new LinkedHashSet<String>();
        replaced(query, name -> {
            names.add(name);
            return "";
        });
        return names;
    }

    /** With the SQL of each value, which goes along. */
    static Sql marked(String query, Map<String, Object> values, Function<Object, Sql> bound) {
        var marked = new ArrayList<Object>();
        var text = replaced(query, name -> {
            var value = value(name, values);
            var each = value instanceof List<?> elements ? elements : List.of(value);
            var sql = Sql.joined(", ", each.stream().map(bound).toList());
            marked.addAll(sql.values());
            return sql.text();
        });
        return new Sql(text, marked);
    }

    private static String replaced(String query, UnaryOperator<String> written) {
        var sql = new StringBuilder();
        int done = 0;
        var token = TOKEN.matcher(query);
        while (token.find(done)) {
            sql.append(query, done, token.start());
            done = endOf(token, query);
            sql.append(
                    token.group("name") == null
                            ? query.substring(token.start(), done)
                            : written.apply(token.group("name")));
        }
        return sql.append(query, done, query.length()).toString();
    }

    private static Object value(String name, Map<String, Object> values) {
        var value = values.get(name);
        if (value == null) {
            throw SourceException.badSettings(
                    "query names :" + name, "declare the parameter " + name + ", or write a slice as [a : b]");
        }
        return value;
    }

    private static int endOf(Matcher token, String query) {
        if (!query.startsWith("/*", token.start())) {
            return token.end();
        }
        int depth = 1;
        int at = token.end();
        while (depth > 0 && at < query.length()) {
            int step = query.startsWith("/*", at) ? 1 : query.startsWith("*/", at) ? -1 : 0;
            depth += step;
            at += step == 0 ? 1 : 2;
        }
        return at;
    }
}
