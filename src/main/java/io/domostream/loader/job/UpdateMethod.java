package io.domostream.loader.job;

import io.domostream.loader.domo.Stream;
import io.domostream.loader.source.SourceTable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a stream's DataSet takes rows: Domo's word for it, and the columns by which rows are merged, if any. */
record UpdateMethod(String word, List<String> keyColumns) {
    static UpdateMethod wanted(LoadSettings load, SourceTable table) {
        return new UpdateMethod(
                load.target().updateMethod(),
                load.target().method() == LoadSettings.Method.UPSERT
                        ? ColumnNames.of(load).of(Inspector.mergeKey(load, table))
                        : List.of());
    }

    static UpdateMethod of(Stream stream) {
        var word = Objects.requireNonNullElse(stream.updateMethod(), "?");
        // Nothing is merged into what is taken away.
        boolean replaces = word.equals(LoadSettings.Method.REPLACE.name());
        return new UpdateMethod(
                word, replaces ? List.of() : Objects.requireNonNullElse(stream.keyColumnNames(), List.of()));
    }

    /** A stream that tells no key columns has none, or doesn't tell them: to merge it is told them once more. */
    boolean isCertainly(Stream stream) {
        return equals(of(stream));
    }

    /** What the stream must be told, or null where nothing is to be said of key columns. */
    @Nullable
    List<String> keyColumnsFor(Stream stream) {
        var there = stream.keyColumnNames();
        return keyColumns.isEmpty() && (there == null || there.isEmpty()) ? null : keyColumns;
    }

    @Override
    public String toString() {
        return keyColumns.isEmpty() ? word : word + " by " + keyColumns;
    }
}
