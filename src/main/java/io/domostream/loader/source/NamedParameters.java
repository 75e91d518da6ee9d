package io.domostream.loader.source;

import io.domostream.loader.source.SqlReading.Part;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Puts values in the place of {@code :name} in a query, and leaves quotes, comments and casts as they are. */
final class NamedParameters {
    private NamedParameters() {}

    /** PostgreSQL's way, with the values themselves. */
    static String bind(String query, Map<String, Object> values) {
        return replaced(query, SqlLexis.POSTGRESQL.places(query), name -> SqlLiteral.of(name, value(name, values)));
    }

    /** The names for which values are put in, in their order. */
    static Set<String> names(SqlLexis lexis, String query) {
        // As literals, values leave PostgreSQL's operators with a question mark alone.
        var places = lexis == SqlLexis.POSTGRESQL ? lexis.places(query) : withoutMarks(lexis, query);
        var names = new LinkedHashSet<String>();
        for (var place : places) {
            if (place.name() != null) {
                names.add(place.name());
            }
        }
        return names;
    }

    /** With the SQL of each value, which goes along. */
    static Sql marked(SqlLexis lexis, String query, Map<String, Object> values, Function<Object, Sql> bound) {
        var marked = new ArrayList<Object>();
        var text = replaced(query, withoutMarks(lexis, query), name -> {
            var value = value(name, values);
            var each = value instanceof List<?> elements ? elements : List.of(value);
            var sql = Sql.joined(", ", each.stream().map(bound).toList());
            marked.addAll(sql.values());
            return sql.text();
        });
        return new Sql(text, marked);
    }

    private static List<Part> withoutMarks(SqlLexis lexis, String query) {
        var places = lexis.places(query);
        if (places.stream().anyMatch(place -> place.name() == null)) {
            throw SourceException.badSettings(
                    "query holds a question mark outside quotes and comments, which its driver takes for a value to bind",
                    "declare a parameter and write it as :name, or put what needs the mark into a view");
        }
        return places;
    }

    private static String replaced(String query, List<Part> places, UnaryOperator<String> written) {
        var sql = new StringBuilder();
        int done = 0;
        for (var place : places) {
            if (place.name() != null) {
                sql.append(query, done, place.start()).append(written.apply(place.name()));
                done = place.end();
            }
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
}
