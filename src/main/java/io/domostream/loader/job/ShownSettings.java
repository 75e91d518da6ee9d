package io.domostream.loader.job;

import io.domostream.loader.report.Human;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A load's settings as its report shows them: by their names below {@code loads.NAME}, without anything secret. */
final class ShownSettings {
    private final Map<String, String> shown = new TreeMap<>();

    private ShownSettings() {}

    static Map<String, String> of(LoadSettings load) {
        var settings = new ShownSettings();
        settings.source(load);
        settings.target(load.target());
        settings.pace(load.pace());
        return settings.shown;
    }

    private void source(LoadSettings load) {
        var spec = load.spec();
        put("source.url", load.source().address());
        put("table", spec.table());
        put("query", spec.query());
        put("key", spec.key());
        put("columns", new TreeMap<>(spec.columns()));
        put("exclude", spec.exclude());
        var incremental = load.incremental();
        if (incremental != null) {
            put("watermark", incremental.watermark().column());
        }
        load.values().forEach((name, value) -> put("parameters." + name, value));
    }

    private void target(LoadSettings.Target target) {
        var dataSet = target.dataset();
        put("dataset.name", dataSet.name());
        put("dataset.id", dataSet.id());
        put("dataset.stream", dataSet.stream());
        put("method", target.method());
        put("merge-key", target.mergeKey());
        if (target.method() == LoadSettings.Method.UPSERT) {
            put("upsert-as", target.upsertAs());
        }
        put("schema", target.schema());
        put("vanished", target.vanished());
        put("rename", new TreeMap<>(target.rename()));
        if (target.method() == LoadSettings.Method.REPLACE) {
            put("guard.min-rows", target.guard().minRows());
            put("guard.max-shrink", target.guard().maxShrink());
        }
    }

    private void pace(LoadSettings.Pace pace) {
        var parts = pace.parts();
        put("parts.rows", parts.rows());
        put("parts.max-bytes", size(parts.maxBytes()));
        put("parts.parallel", parts.parallel());
        put("parts.in-flight", parts.onTheirWay());
        put("parts.compressor", parts.compressor());
        put("restart", pace.restart());
        put("resume-within", Human.seconds((double) pace.resumeWithin().toSeconds()));
        put("snapshot", pace.snapshot());
    }

    private static String size(DataSize size) {
        long mega = size.toMegabytes();
        return DataSize.ofMegabytes(mega).equals(size) ? mega + "MB" : size.toString();
    }

    // As they are written in the settings, not as Java prints them.
    private void put(String name, @Nullable Object value) {
        if (value instanceof Enum<?> word && !name.equals("method") && !name.equals("upsert-as")) {
            shown.put(name, word.name().toLowerCase(Locale.ROOT));
        } else if (value != null && !value.toString().matches("\\[]|\\{}|")) {
            shown.put(name, value.toString());
        }
    }
}
