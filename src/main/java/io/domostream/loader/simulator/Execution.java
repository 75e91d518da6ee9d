package io.domostream.loader.simulator;

import io.domostream.loader.simulator.Assumed.Status;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One try at filling the DataSet: its state and the parts sent so far. */
final class Execution {

    final int id;
    final String updateMethod;
    private final Instant startedAt;
    private Instant modifiedAt;
    private @Nullable Instant endedAt;
    ExecutionState state = ExecutionState.ACTIVE;
    boolean committed;
    final NavigableMap<Integer, Part> parts = new TreeMap<>();

    Execution(int id, String updateMethod, Instant now) {
        this.id = id;
        this.updateMethod = updateMethod;
        this.startedAt = now;
        this.modifiedAt = now;
    }

    boolean active() {
        return state == ExecutionState.ACTIVE;
    }

    void touch(Instant now) {
        modifiedAt = now;
    }

    void end(ExecutionState reached, Instant now) {
        state = reached;
        modifiedAt = now;
        endedAt = now;
    }

    boolean lacksParts() {
        return !parts.isEmpty() && parts.lastKey() - parts.firstKey() >= parts.size();
    }

    void requireOpen(Assumed assumed) {
        if (committed) {
            throw new Refusal(400, "Execution " + id + " takes no parts: it is committed");
        }
        if (!active()) {
            throw new Refusal(
                    assumed.status(Status.PART_AFTER_ABORT), "Execution " + id + " takes no parts: it is " + state);
        }
    }

    Map<String, Object> json() {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", id);
        shown.put("startedAt", startedAt.toString());
        if (endedAt != null) {
            shown.put("endedAt", endedAt.toString());
        }
        shown.put("currentState", state.toString());
        shown.put("createdAt", startedAt.toString());
        shown.put("modifiedAt", modifiedAt.toString());
        return shown;
    }
}
