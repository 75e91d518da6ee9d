package io.domostream.loader.job;

import io.domostream.loader.part.PartSettings;
import io.domostream.loader.source.SourceSettings;
import io.domostream.loader.source.SourceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/** Settings of a load as most users have them. */
final class Loads {
    private Loads() {}

    static LoadSettings replace() {
        return with(spec("orders", Map.of()), LoadSettings.Method.REPLACE, new LoadSettings.Guard(1, "50%"), 4);
    }

    static LoadSettings replace(PartSettings parts) {
        return with(spec("orders", Map.of()), LoadSettings.Method.REPLACE, new LoadSettings.Guard(1, "50%"), parts);
    }

    static SourceSpec spec(String table, Map<String, Object> parameters) {
        return new SourceSpec(table, null, List.of(), Map.of(), List.of(), parameters);
    }

    static LoadSettings with(SourceSpec spec, LoadSettings.Method method, LoadSettings.Guard guard, int parallel) {
        return with(
                spec,
                method,
                guard,
                new PartSettings(100, DataSize.ofMegabytes(64), parallel, parallel, PartSettings.Compressor.AUTO));
    }

    private static LoadSettings with(
            SourceSpec spec, LoadSettings.Method method, LoadSettings.Guard guard, PartSettings parts) {
        var source = new SourceSettings("jdbc:postgresql://db/shop?password=very-secret", "reader", "very-secret");
        return with(source, spec, method, guard, parts);
    }

    /** From a source that is there. */
    static LoadSettings replace(String source, SourceSpec spec, PartSettings parts) {
        return with(
                new SourceSettings(source, null, null),
                spec,
                LoadSettings.Method.REPLACE,
                new LoadSettings.Guard(1, "50%"),
                parts);
    }

    private static LoadSettings with(
            SourceSettings source,
            SourceSpec spec,
            LoadSettings.Method method,
            LoadSettings.Guard guard,
            PartSettings parts) {
        return new LoadSettings(
                "orders",
                source,
                spec,
                new LoadSettings.Target(
                        new LoadSettings.DataSetRef("Orders", null, null, null),
                        method,
                        List.of(),
                        LoadSettings.Method.UPSERT,
                        LoadSettings.SchemaPolicy.EVOLVE,
                        LoadSettings.Vanished.STOP,
                        Map.of(),
                        guard),
                new LoadSettings.Pace(
                        parts, LoadSettings.Restart.RESUME, Duration.ofHours(6), LoadSettings.SnapshotPolicy.SHARED));
    }
}
