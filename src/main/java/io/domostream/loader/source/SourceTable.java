package io.domostream.loader.source;

import java.util.List;

/** What the source says about a table or query: its columns in order, its key, and how large it may be. */
public record SourceTable(
        String name,
        List<SourceColumn> columns,
        List<String> key,
        boolean keyNullable,
        long estimatedRows,
        double estimatedRowBytes,
        List<String> primaryKey) {
    public SourceTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        primaryKey = List.copyOf(primaryKey);
    }
}
