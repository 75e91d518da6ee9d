package io.domostream.loader.command;

import io.domostream.loader.source.DomoType;
import io.domostream.loader.source.RowSecurity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/** What of {@code loads.NAME} says which rows are read, as it is written. */
record LoadBinding(
        @Nullable String table,
        @Nullable String query,
        @DefaultValue List<String> key,
        @DefaultValue Map<String, DomoType> columns,
        @DefaultValue List<String> exclude,
        @Nullable String watermark,
        @Nullable String lag,
        @Nullable String overlap,
        @Name("row-security") @DefaultValue("REFUSE") RowSecurity rowSecurity,
        @DefaultValue Map<String, Parameter> parameters) {

    /** A job parameter: bound safely into the query. */
    record Parameter(
            @DefaultValue("text") String type,

            @DefaultValue("text") String of,

            @Name("default") @Nullable String otherwise) {}

    /** The database a load reads from. */
    record Source(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password) {
        @Override
        public String toString() {
            return "source at " + url;
        }
    }
}
