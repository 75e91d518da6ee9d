package io.domostream.loader.job;

import io.domostream.loader.domo.DomoClient;
import io.domostream.loader.source.PageLimits;
import io.domostream.loader.source.PostgresSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The dry run: what a run would do, found by reading alone. */
public final class LoadPlan {
    private static final long ASSUMED_BYTES_A_SECOND = 50_000_000;
    private final DomoClient domo;

    public LoadPlan(DomoClient domo) {
        this.domo = domo;
    }

    /** The answer by its names in JSON; {@code knownStream} is the stream an earlier run recorded. */
    public Map<String, Object> plan(LoadSettings load, @Nullable Long knownStream) {
        var parts = load.pace().parts();
        try (var source = new PostgresSource(load.source(), 2)) {
            var found = new Inspector(load, domo, source).inspect(knownStream);
            var table = found.table();
            try (var snapshot = source.openSnapshot(load.spec())) {
                var limits = new PageLimits(parts.rows(), parts.maxBytes().toBytes());
                var plan = source.plan(load.spec(), table, limits, snapshot);
                source.proveBoundsRise(load.spec(), table, plan.pages());
                long now = found.dataSet() == null ? 0 : found.dataSet().rows();
                var guards = new Guards(load).judge(plan.rows(), now);
                long raw = Math.round(plan.rows() * plan.rowBytes());
                var json = new LinkedHashMap<String, Object>();
                json.put("load", load.name());
                json.put("method", load.target().method().name());
                json.put("columns", columns(found));
                json.put(
                        "streamId",
                        found.stream() == null ? null : found.stream().id());
                json.put(
                        "datasetId",
                        found.dataSet() == null ? null : found.dataSet().id());
                json.put("rows", plan.rows());
                json.put("parts", plan.pages().size());
                json.put("bytesRaw", raw);
                json.put("memoryBytes", parts.parallel() * parts.maxBytes().toBytes());
                json.put("seconds", raw / ASSUMED_BYTES_A_SECOND + 1);
                json.put("guards", guards);
                boolean stops = guards.stream().anyMatch(Guards.Verdict::stops);
                json.put("exitCode", stops ? ExitCodes.GUARD : ExitCodes.OK);
                json.put("message", message(load, found, guards, plan.rows()));
                return json;
            }
        }
    }

    private static List<Map<String, String>> columns(Inspector.Found found) {
        var dataSet = found.dataSet();
        var schema = dataSet == null ? null : dataSet.schema();
        var there = schema == null
                ? java.util.Set.<String>of()
                : schema.columns().stream().map(c -> c.name()).collect(Collectors.toSet());
        return found.table().columns().stream()
                .map(c -> {
                    var column = new LinkedHashMap<String, String>();
                    column.put("name", c.name());
                    column.put("sourceType", c.sourceType());
                    column.put("domoType", c.type().name());
                    column.put("change", there.contains(c.name()) ? "none" : "add");
                    return (Map<String, String>) column;
                })
                .toList();
    }

    private static String message(LoadSettings load, Inspector.Found found, List<Guards.Verdict> guards, long rows) {
        for (var guard : guards) {
            if (guard.stops()) {
                return "guard %s stops the load: %s".formatted(guard.name(), guard.why());
            }
        }
        var stream = found.stream();
        if (rows == 0 && load.target().method() != LoadSettings.Method.REPLACE) {
            return "nothing to load";
        }
        return stream == null
                ? "a stream and the DataSet %s would be created"
                        .formatted(
                                Objects.requireNonNull(load.target().dataset().name()))
                : "stream %d would be loaded".formatted(stream.id());
    }
}
