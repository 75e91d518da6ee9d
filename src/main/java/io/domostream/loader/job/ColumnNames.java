package io.domostream.loader.job;

import io.domostream.loader.BadSettings;
import io.domostream.loader.domo.Column;
import io.domostream.loader.domo.Schema;
import io.domostream.loader.source.SourceColumn;
import io.domostream.loader.source.SourceTable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The names that a load's columns have in its DataSet: their own, unless the load renames them. */
record ColumnNames(String load, Map<String, String> renamed) {
    static ColumnNames of(LoadSettings load) {
        return new ColumnNames(
                load.name(),
                load.target().rename().entrySet().stream()
                        .collect(Collectors.toMap(
                                name -> folded(name.getKey()), Map.Entry::getValue, (one, other) -> other)));
    }

    String of(SourceColumn column) {
        return column.absent() ? column.name() : of(column.name());
    }

    private String of(String name) {
        return renamed.getOrDefault(folded(name), name);
    }

    List<String> of(List<String> names) {
        return names.stream().map(this::of).toList();
    }

    Schema schema(SourceTable table) {
        return new Schema(table.columns().stream()
                .map(column -> new Column(column.type().name(), of(column)))
                .toList());
    }

    /** Throws unless each renamed column is there, and no two come out alike. */
    void check(SourceTable table) {
        var there =
                table.columns().stream().collect(Collectors.toMap(column -> folded(column.name()), SourceColumn::name));
        renamed.forEach((name, shown) -> {
            if (!there.containsKey(name)) {
                throw wrong(name, shown, "give one of " + List.copyOf(there.values()));
            }
        });
        var seen = new HashMap<String, String>();
        for (var column : table.columns()) {
            var other = seen.put(folded(of(column)), column.name());
            if (other != null) {
                throw wrong(
                        column.name(), of(column), "column %s is called so too, give another name".formatted(other));
            }
        }
    }

    private BadSettings wrong(String name, String shown, String cure) {
        return BadSettings.of("loads.%s.rename.%s".formatted(load, name), shown, cure);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
