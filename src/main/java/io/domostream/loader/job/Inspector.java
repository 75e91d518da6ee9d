package io.domostream.loader.job;

import io.domostream.loader.BadSettings;
import io.domostream.loader.domo.DataSet;
import io.domostream.loader.domo.DomoClient;
import io.domostream.loader.domo.DomoException;
import io.domostream.loader.domo.Stream;
import io.domostream.loader.source.SourceColumn;
import io.domostream.loader.source.SourceDatabase;
import io.domostream.loader.source.SourceTable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks at source and Domo, and changes neither. */
final class Inspector {
    private static final int NOT_FOUND = 404;
    private final LoadSettings load;
    private final DomoClient domo;
    private final SourceDatabase source;

    Inspector(LoadSettings load, DomoClient domo, SourceDatabase source) {
        this.load = load;
        this.domo = domo;
        this.source = source;
    }

    /** What was found; the table's columns are in the DataSet's order. */
    record Found(
            SchemaContract.Compared columns,
            @Nullable Stream stream,
            @Nullable DataSet dataSet) {
        SourceTable table() {
            return columns.table();
        }
    }

    Found inspect(@Nullable Long knownStream) {
        var table = source.inspect(load.spec());
        requireMergeKey(table);
        var stream = stream(knownStream);
        var dataSet = stream == null ? null : dataSet(stream);
        return new Found(
                SchemaContract.compare(load, table, dataSet == null ? null : dataSet.schema()), stream, dataSet);
    }

    private void requireMergeKey(SourceTable table) {
        if (load.target().method() == LoadSettings.Method.UPSERT
                && mergeKey(load, table).isEmpty()) {
            throw BadSettings.of(
                    "loads.%s.merge-key".formatted(load.name()), "missing", "give the columns that make a row unique");
        }
    }

    /** The merge key's columns by their real names, however they are written in the settings. */
    static List<String> mergeKey(LoadSettings load, SourceTable table) {
        if (load.target().mergeKey().isEmpty()) {
            return table.primaryKey();
        }
        return load.target().mergeKey().stream()
                .map(written -> table.columns().stream()
                        .map(SourceColumn::name)
                        .filter(written::equalsIgnoreCase)
                        .findFirst()
                        .orElse(written))
                .toList();
    }

    /** The load's stream, or null where it is yet to be created. */
    @Nullable
    Stream stream(@Nullable Long known) {
        if (known != null) {
            return known(known);
        }
        var ref = load.target().dataset();
        String id = ref.id();
        var streams = (id != null
                        ? domo.streams().searchByDataSet(id)
                        : domo.streams().searchByName(Objects.requireNonNull(ref.name())))
                .stream().filter(s -> !s.deleted()).toList();
        if (streams.size() > 1) {
            throw LoadFailure.resumable(
                    ExitCodes.REFUSED,
                    "DataSet %s has %d streams (%s); give loads.%s.dataset.id, or delete all but one"
                            .formatted(
                                    id != null ? id : ref.name(),
                                    streams.size(),
                                    streams.stream()
                                            .map(s -> Long.toString(s.id()))
                                            .toList(),
                                    load.name()));
        }
        if (streams.isEmpty() && id != null) {
            throw LoadFailure.resumable(
                    ExitCodes.REFUSED,
                    "loads.%s.dataset.id is %s: no stream exists for it; give dataset.name and a stream is made"
                            .formatted(load.name(), id));
        }
        return streams.isEmpty() ? null : streams.get(0);
    }

    private Stream known(long id) {
        try {
            var stream = domo.streams().retrieve(id);
            if (!stream.deleted()) {
                return stream;
            }
        } catch (DomoException.Refused e) {
            if (!isNotFound(e)) {
                throw e;
            }
        }
        throw LoadFailure.resumable(
                ExitCodes.REFUSED,
                "stream %d of load %s is no longer there; `run %s --recreate` makes a new one"
                        .formatted(id, load.name(), load.name()));
    }

    static boolean isNotFound(DomoException.Refused refused) {
        return Integer.valueOf(NOT_FOUND).equals(refused.status());
    }

    private DataSet dataSet(Stream stream) {
        var dataSet = stream.dataSet();
        if (dataSet == null) {
            throw LoadFailure.resumable(ExitCodes.REFUSED, "stream %d names no DataSet".formatted(stream.id()));
        }
        return domo.dataSets().retrieve(dataSet.id());
    }
}
