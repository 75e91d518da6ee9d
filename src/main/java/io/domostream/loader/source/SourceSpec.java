package io.domostream.loader.source;

import io.domostream.loader.BadSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is read from the source: a table or a query, its key, and what is said about its columns. */
public record SourceSpec(
        @Nullable String table,
        @Nullable String query,
        List<String> key,
        Map<String, DomoType> columns,
        List<String> exclude,
        Map<String, Object> parameters,
        @Nullable Increment increment) {
    public SourceSpec {
        BadSettings.in("loads.*")
                .require(isGiven(table) != isGiven(query), "table", table, "give either table or query, and not both")
                .orThrow();
        key = List.copyOf(key);
        columns = Map.copyOf(columns);
        exclude = List.copyOf(exclude);
        parameters = Map.copyOf(parameters);
    }

    /** All rows. */
    public SourceSpec(
            @Nullable String table,
            @Nullable String query,
            List<String> key,
            Map<String, DomoType> columns,
            List<String> exclude,
            Map<String, Object> parameters) {
        this(table, query, key, columns, exclude, parameters, null);
    }

    /** The same with these rows alone; null for all. */
    public SourceSpec within(@Nullable Increment rows) {
        return new SourceSpec(table, query, key, columns, exclude, parameters, rows);
    }

    private static boolean isGiven(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
