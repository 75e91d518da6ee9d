package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import io.domostream.loader.domo.DomoClient;
import io.domostream.loader.domo.Stream;
import io.domostream.loader.part.PartSettings;
import io.domostream.loader.source.PagePlan;
import io.domostream.loader.source.SourceDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The dry run: what a run would do, found by reading alone. */
public final class LoadPlan {
    private static final int CONNECTIONS = 3;
    private static final long ASSUMED_BYTES_A_SECOND = 50_000_000;
    private final DomoClient domo;

    public LoadPlan(DomoClient domo) {
        this.domo = domo;
    }

    /** The answer by its names in JSON; {@code status} is null where no job repository is there yet. */
    public Map<String, Object> plan(LoadSettings load, @Nullable LoadStatus status) {
        try (var source = SourceDatabase.of(load.source(), CONNECTIONS)) {
            var found =
                    new Inspector(load, domo, source).inspect(status == null ? null : status.knownStream(load.name()));
            var planning = new SourcePlanning(load, source, Runtime.getRuntime().maxMemory());
            try (var snapshot = planning.snapshot(1)) {
                var increment = new Increments(load, source)
                        .of(found.table(), snapshot, reached(status, load, found.stream()), found.dataSet());
                var plan = planning.plan(increment, found.table(), snapshot, false);
                var notes = notes(load, found, status);
                if (increment != null) {
                    notes.add(0, "reads the rows of " + increment);
                }
                return answer(planning, found, plan, notes);
            }
        }
    }

    private static Increments.@Nullable Reached reached(
            @Nullable LoadStatus status, LoadSettings load, @Nullable Stream stream) {
        return status == null || stream == null ? null : status.reached(load, stream.id());
    }

    private Map<String, Object> answer(
            SourcePlanning planning, Inspector.Found found, PagePlan plan, List<String> notes) {
        var load = planning.load();
        var stream = found.stream();
        var dataSet = found.dataSet();
        var parts = load.pace().parts();
        var guards = new Guards(load).judge(plan.rows(), dataSet == null ? Long.valueOf(0) : dataSet.rows());
        long raw = Math.round(plan.rows() * plan.rowBytes());
        var json = new LinkedHashMap<String, Object>();
        json.put("load", load.name());
        json.put("method", load.target().method().name());
        json.put("columns", SchemaContract.json(found.columns().changes()));
        json.put("streamId", stream == null ? null : stream.id());
        json.put("datasetId", dataSet == null ? null : dataSet.id());
        json.put("rows", plan.rows());
        json.put("parts", planning.parts(plan));
        json.put("bytesRaw", raw);
        json.put("memoryBytes", memory(parts, plan));
        json.put("seconds", raw / ASSUMED_BYTES_A_SECOND + 1);
        json.put("guards", guards);
        json.put("notes", notes);
        boolean stops = !found.columns().stops().isEmpty() || guards.stream().anyMatch(Guards.Verdict::stops);
        json.put("exitCode", stops ? ExitCodes.GUARD : ExitCodes.OK);
        json.put("message", message(load, found, guards, plan.rows()));
        var runbook = found.columns().stops().isEmpty() ? Runbook.TOO_FEW_ROWS : Runbook.SCHEMA_CHANGED;
        json.put("runbook", stops ? runbook.toString() : null);
        return json;
    }

    /** Pages being compressed, with their outcome, and parts on their way. */
    private static long memory(PartSettings parts, PagePlan plan) {
        long page = Math.min(
                Math.round(plan.rowsPerPage() * plan.rowBytes()),
                parts.maxBytes().toBytes());
        long onTheirWay = PartMakers.onTheirWay(parts, Runtime.getRuntime().maxMemory());
        return parts.parallel() * page * 3 / 2 + onTheirWay;
    }

    /** What else a person wants to know before the run: an unfinished one, or somebody else's Domo execution. */
    private List<String> notes(LoadSettings load, Inspector.Found found, @Nullable LoadStatus status) {
        var notes = new ArrayList<String>();
        var unfinished = status == null ? null : status.unfinished(load.name());
        if (unfinished != null) {
            notes.add(unfinished.next());
        }
        var stream = found.stream();
        if (stream != null) {
            var dataSet = found.dataSet();
            var name = load.target().dataset().name();
            if (name != null && dataSet != null && !name.equals(dataSet.name())) {
                notes.add("the DataSet of stream %d is called %s, not %s; it is loaded all the same"
                        .formatted(stream.id(), dataSet.name(), name));
            }
            var there = UpdateMethod.of(stream);
            var wanted = UpdateMethod.wanted(load, found.table());
            if (!wanted.equals(there)) {
                notes.add("the update method of stream %d would change from %s to %s"
                        .formatted(stream.id(), there, wanted));
            }
            Executions.active(domo, stream.id()).stream()
                    .filter(e -> unfinished == null || e.id() != unfinished.executionId())
                    .forEach(e -> notes.add("Domo execution %d of stream %d is ACTIVE and would be aborted"
                            .formatted(e.id(), stream.id())));
        }
        return notes;
    }

    private static String message(LoadSettings load, Inspector.Found found, List<Guards.Verdict> guards, long rows) {
        for (var stop : found.columns().stops()) {
            return stop;
        }
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
