package io.domostream.loader.source;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one run: those past one value of the watermark and up to another, both as the database writes them, null
 * for an open end. {@code nulls}: rows without a value are among them. Once they are committed, {@code reached} is where
 * the next run goes on from.
 */
public record Increment(
        String column,
        String type,
        @Nullable String after,
        boolean andAfterItself,
        @Nullable String upTo,
        boolean nulls,
        @Nullable String reached) {

    String condition() {
        var name = SqlLiteral.identifier(column);
        var within = new ArrayList<String>();
        if (after != null) {
            within.add(QualifiedSql.binary(name, andAfterItself ? ">=" : ">", SqlLiteral.typed(after, type)));
        }
        // Without a newest value there is no value at all.
        within.add(upTo == null ? "false" : QualifiedSql.binary(name, "<=", SqlLiteral.typed(upTo, type)));
        var range = String.join(" AND ", within);
        return nulls ? "((" + range + ") OR " + QualifiedSql.anyNull(name) + ")" : range;
    }

    @Override
    public String toString() {
        return "%s %s%s%s"
                .formatted(
                        column,
                        after == null ? "" : (andAfterItself ? "from " : "past ") + after + " ",
                        upTo == null ? "without a value" : "up to " + upTo,
                        nulls && upTo != null ? ", and rows without one" : "");
    }
}
