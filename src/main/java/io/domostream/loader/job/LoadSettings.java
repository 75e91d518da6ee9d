package io.domostream.loader.job;

import io.domostream.loader.BadSettings;
import io.domostream.loader.part.PartSettings;
import io.domostream.loader.source.ListText;
import io.domostream.loader.source.SourceSettings;
import io.domostream.loader.source.SourceSpec;
import io.domostream.loader.source.Watermark;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/** One load, its settings checked: {@code loads.NAME.*}. */
public record LoadSettings(
        String name,
        SourceSettings source,
        SourceSpec spec,
        Target target,
        Pace pace,
        @Nullable Incremental incremental) {
    /** Parameters that every load with a watermark has. */
    public static final String SINCE = "since";

    public static final String FULL = "full";

    /** Of all rows. */
    public LoadSettings(String name, SourceSettings source, SourceSpec spec, Target target, Pace pace) {
        this(name, source, spec, target, pace, null);
    }

    /** The parameters' values as text, from which the same values can be made again. */
    SortedMap<String, String> values() {
        var values = new TreeMap<String, String>();
        spec.parameters()
                .forEach((name, value) ->
                        values.put(name, value instanceof List<?> elements ? ListText.of(elements) : value.toString()));
        if (incremental != null && incremental.since() != null) {
            values.put(SINCE, incremental.since());
        }
        if (incremental != null && incremental.full()) {
            values.put(FULL, "true");
        }
        return values;
    }

    /** The parameters that say which rows there are; how far back they are read says nothing of that. */
    public static SortedMap<String, String> chosen(boolean incremental, Map<String, String> values) {
        var chosen = new TreeMap<>(values);
        if (incremental) {
            chosen.remove(SINCE);
            chosen.remove(FULL);
        }
        return chosen;
    }

    /** Only rows past the last committed value, unless a person says from where on. */
    public record Incremental(Watermark watermark, @Nullable String since, boolean full) {
        boolean byHand() {
            return since != null || full;
        }
    }

    /** How the DataSet takes the rows. */
    public enum Method {
        REPLACE,
        APPEND,
        UPSERT
    }

    /** What may happen to the DataSet's columns. */
    public enum SchemaPolicy {
        EVOLVE,
        FREEZE
    }

    /** What becomes of a column that the DataSet has and the source no longer has. */
    public enum Vanished {
        STOP,
        EMPTY,
        DROP
    }

    /** What a resumed run does with the parts already there. */
    public enum Restart {
        RESUME,
        WHOLE
    }

    /** Whether all parts of an attempt show one moment of the source. */
    public enum SnapshotPolicy {
        SHARED,
        NONE
    }

    /** Where the rows go. */
    public record Target(
            DataSetRef dataset,
            @DefaultValue("REPLACE") Method method,
            @Name("merge-key") @DefaultValue List<String> mergeKey,
            @Name("upsert-as") @DefaultValue("UPSERT") Method upsertAs,
            @DefaultValue("EVOLVE") SchemaPolicy schema,
            @DefaultValue("STOP") Vanished vanished,
            @DefaultValue Map<String, String> rename,
            @DefaultValue Guard guard) {

        /** The word sent to Domo: an UPSERT may have to be called APPEND beside its key columns. */
        String updateMethod() {
            return method == Method.UPSERT ? upsertAs.name() : method.name();
        }
    }

    /** The DataSet by the name it gets, or by the id that it or its stream has. */
    public record DataSetRef(
            @Nullable String name,
            @Nullable String id,
            @Nullable Long stream,
            @Nullable String description) {
        public DataSetRef {
            BadSettings.in("loads.*.dataset")
                    .require(
                            name != null || id != null || stream != null,
                            "name",
                            "missing",
                            "give the DataSet's name, or its id, or its stream's")
                    .require(id == null || stream == null, "stream", stream, "give id or stream, not both")
                    .orThrow();
        }
    }

    /** What stops a REPLACE before its commit. */
    public record Guard(
            @DefaultValue("1") long minRows,
            @DefaultValue("50%") String maxShrink) {
        public Guard {
            BadSettings.in("loads.*.guard")
                    .require(minRows >= 0, "min-rows", minRows, "give 0 or more")
                    .require(maxShrink.matches("\\d{1,2}%|100%"), "max-shrink", maxShrink, "give 0% to 100%")
                    .orThrow();
        }

        int shrinkPercent() {
            return Integer.parseInt(maxShrink.substring(0, maxShrink.length() - 1));
        }
    }

    /** How fast, and how a restart goes on. */
    public record Pace(
            @DefaultValue PartSettings parts,
            @DefaultValue("RESUME") Restart restart,
            @Name("resume-within") @DefaultValue("6h") Duration resumeWithin,
            @DefaultValue("SHARED") SnapshotPolicy snapshot) {}
}
