package io.domostream.loader.job;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
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
        var ref = load.target().dataset();
        if (ref.stream() != null) {
            return there(
                    ref.stream(),
                    Runbook.TARGET_NOT_FOUND,
                    "loads.%s.dataset.stream is %d: that stream is not there, or its DataSet is deleted; see `streams list --all`"
                            .formatted(load.name(), ref.stream()));
        }
        var stream = known == null
                ? null
                : there(
                        known,
                        Runbook.STREAM_GONE,
                        "stream %d of load %s is no longer there; `run %s --recreate` makes a new one"
                                .formatted(known, load.name(), load.name()));
        if (ref.id() != null) {
            // The load may have been told to go elsewhere.
            boolean same = stream != null
                    && stream.dataSet() != null
                    && ref.id().equals(stream.dataSet().id());
            return same ? stream : byId(ref.id());
        }
        return stream != null ? stream : byName(Objects.requireNonNull(ref.name()));
    }

    private @Nullable Stream byName(String name) {
        var streams = undeleted(domo.streams().searchByName(name), name);
        return streams.isEmpty() ? null : streams.get(0);
    }

    private Stream byId(String id) {
        var all = domo.streams().searchByDataSet(id);
        var streams = undeleted(all, id);
        if (!streams.isEmpty()) {
            return streams.get(0);
        }
        throw refused(
                Runbook.TARGET_NOT_FOUND,
                "loads.%s.dataset.id is %s: %s; give dataset.name and a stream is made with a DataSet of its own"
                        .formatted(
                                load.name(),
                                id,
                                !all.isEmpty()
                                        ? "it is deleted, stream %d alone is left"
                                                .formatted(all.get(0).id())
                                        : isThere(id)
                                                ? "that DataSet was not made by the Stream API, so no stream loads it"
                                                : "no such DataSet is there, and no stream exists for it"));
    }

    private boolean isThere(String dataSet) {
        try {
            return dataSet.equals(domo.dataSets().retrieve(dataSet).id());
        } catch (DomoException.Refused e) {
            if (isNotFound(e)) {
                return false;
            }
            throw e;
        }
    }

    private List<Stream> undeleted(List<Stream> all, String of) {
        var streams = all.stream().filter(stream -> !stream.deleted()).toList();
        if (streams.size() > 1) {
            throw refused(
                    Runbook.SEVERAL_STREAMS,
                    "DataSet %s has %d streams (%s); give loads.%s.dataset.stream or dataset.id, or delete all but one"
                            .formatted(
                                    of,
                                    streams.size(),
                                    streams.stream()
                                            .map(stream -> Long.toString(stream.id()))
                                            .toList(),
                                    load.name()));
        }
        return streams;
    }

    private Stream there(long id, Runbook runbook, String otherwise) {
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
        throw refused(runbook, otherwise);
    }

    private static LoadFailure refused(Runbook runbook, String why) {
        return LoadFailure.resumable(ExitCodes.REFUSED, runbook, why);
    }

    static boolean isNotFound(DomoException.Refused refused) {
        return Integer.valueOf(NOT_FOUND).equals(refused.status());
    }

    private DataSet dataSet(Stream stream) {
        var dataSet = stream.dataSet();
        if (dataSet == null) {
            throw LoadFailure.resumable(
                    ExitCodes.REFUSED, Runbook.TARGET_NOT_FOUND, "stream %d names no DataSet".formatted(stream.id()));
        }
        return domo.dataSets().retrieve(dataSet.id());
    }
}
