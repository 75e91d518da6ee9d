package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import io.domostream.loader.domo.Column;
import io.domostream.loader.domo.Schema;
import io.domostream.loader.job.LoadSettings.SchemaPolicy;
import io.domostream.loader.job.LoadSettings.Vanished;
import io.domostream.loader.source.DomoType;
import io.domostream.loader.source.SourceColumn;
import io.domostream.loader.source.SourceTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds the source's columns against the DataSet's: what is the same, new, gone or changed, and what that means. */
final class SchemaContract {
    private final LoadSettings load;
    private final ColumnNames names;
    private final List<SourceColumn> columns = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<String> stops = new ArrayList<>();

    private SchemaContract(LoadSettings load) {
        this.load = load;
        this.names = ColumnNames.of(load);
    }

    /** A column by its name in the DataSet; {@code change} is none, add, gone or changed. */
    record Change(String name, @Nullable String sourceType, String domoType, String change) {}

    /** The table with its columns in the DataSet's order, new ones last. */
    record Compared(SourceTable table, List<Change> changes, List<String> stops) {
        /** Throws where a difference stops the load. */
        void require() {
            if (!stops.isEmpty()) {
                throw LoadFailure.forGood(ExitCodes.GUARD, Runbook.SCHEMA_CHANGED, stops.get(0));
            }
        }
    }

    static Compared compare(LoadSettings load, SourceTable table, @Nullable Schema there) {
        var contract = new SchemaContract(load);
        contract.names.check(table);
        contract.compare(table, there == null ? List.of() : there.columns());
        return new Compared(
                new SourceTable(
                        table.name(),
                        contract.columns,
                        table.key(),
                        table.keyNullable(),
                        table.estimatedRows(),
                        table.estimatedRowBytes(),
                        table.primaryKey()),
                contract.changes,
                contract.stops);
    }

    private void compare(SourceTable table, List<Column> there) {
        var left = new LinkedHashMap<String, SourceColumn>();
        table.columns().forEach(column -> left.put(names.of(column), column));
        for (var column : there) {
            var here = left.remove(column.name());
            if (here == null) {
                gone(column);
            } else {
                same(here, column);
            }
        }
        // The first load of a DataSet finds no column there.
        if (!left.isEmpty() && !there.isEmpty() && load.target().schema() == SchemaPolicy.FREEZE) {
            stop("schema is freeze, and the source has new columns %s".formatted(left.keySet()));
        }
        left.forEach((name, column) -> {
            columns.add(column);
            changes.add(change(column, "add"));
        });
    }

    private void same(SourceColumn here, Column there) {
        boolean same = here.type().name().equals(there.type());
        if (!same) {
            stop("column %s is %s in the DataSet and %s in the source"
                    .formatted(there.name(), there.type(), here.type()));
        }
        columns.add(here);
        changes.add(change(here, same ? "none" : "changed"));
    }

    private void gone(Column there) {
        changes.add(new Change(there.name(), null, there.type(), "gone"));
        var vanished = load.target().vanished();
        if (vanished == Vanished.STOP || load.target().schema() == SchemaPolicy.FREEZE) {
            stop("column %s of the DataSet is not in the source".formatted(there.name()));
        } else if (vanished == Vanished.EMPTY) {
            columns.add(SourceColumn.absent(there.name(), DomoType.valueOf(there.type())));
        }
    }

    private void stop(String what) {
        stops.add(
                "load %1$s: %2$s; nothing was changed. Give the column in loads.%1$s.columns, exclude or rename, or mend the DataSet; loads.%1$s.vanished says what becomes of one that is gone"
                        .formatted(load.name(), what));
    }

    private Change change(SourceColumn column, String change) {
        return new Change(names.of(column), column.sourceType(), column.type().name(), change);
    }

    /** As JSON names them. */
    static List<Map<String, @Nullable Object>> json(List<Change> changes) {
        return changes.stream()
                .map(change -> {
                    var json = new LinkedHashMap<String, @Nullable Object>();
                    json.put("name", change.name());
                    json.put("sourceType", change.sourceType());
                    json.put("domoType", change.domoType());
                    json.put("change", change.change());
                    return (Map<String, @Nullable Object>) json;
                })
                .toList();
    }
}
