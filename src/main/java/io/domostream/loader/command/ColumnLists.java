package io.domostream.loader.command;

import io.domostream.loader.job.LoadSettings;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds mistakes in the columns that a load names, as far as the settings alone reveal them. */
record ColumnLists(Binding binding, String prefix) {
    void check(@Nullable LoadBinding rows, LoadSettings.@Nullable Target target) {
        if (rows != null) {
            oncePerColumn("key", rows.key());
            oncePerColumn("exclude", rows.exclude());
            oncePerColumn("columns", rows.columns().keySet());
        }
        if (target != null) {
            oncePerColumn("merge-key", target.mergeKey());
            oncePerColumn("rename", target.rename().keySet());
        }
        if (rows != null && target != null) {
            var excluded = rows.exclude().stream().map(ColumnLists::folded).collect(Collectors.toSet());
            mergeKeyNotExcluded(excluded, target.mergeKey());
        }
    }

    private void oncePerColumn(String setting, Collection<String> columns) {
        var seen = new HashSet<String>();
        for (String column : columns) {
            if (!seen.add(folded(column))) {
                binding.problem("%s.%s is %s: name the column %s once".formatted(prefix, setting, columns, column));
            }
        }
    }

    private void mergeKeyNotExcluded(Set<String> excluded, List<String> mergeKey) {
        mergeKey.stream()
                .filter(column -> excluded.contains(folded(column)))
                .forEach(column -> binding.problem(
                        "%1$s.merge-key is %2$s: remove that column from %1$s.exclude".formatted(prefix, column)));
    }

    // The source's columns are matched without regard to case.
    private static String folded(String column) {
        return column.toLowerCase(Locale.ROOT);
    }
}
