package io.domostream.loader.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** All streams and DataSets; it is the one lock for every change, and is never held while a body is read. */
final class State {

    final Map<Long, DomoStream> streams = new TreeMap<>();
    final Map<String, DataSet> dataSets = new LinkedHashMap<>();
    private final Clock clock;
    private final Duration rowsLag;
    private long lastStream;

    State(Clock clock, Duration rowsLag) {
        this.clock = clock;
        this.rowsLag = rowsLag;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    DomoStream newStream() {
        var dataSet = new DataSet(UUID.randomUUID().toString(), clock, rowsLag);
        return new DomoStream(++lastStream, dataSet, now());
    }

    DomoStream stream(String id) {
        var found = id.matches("\\d{1,18}") ? streams.get(Long.valueOf(id)) : null;
        if (found == null) {
            throw Refusal.unknown("Stream " + id);
        }
        return found;
    }

    /** The stream that a path names. */
    DomoStream stream(Call call) {
        return stream(call.path().get(2));
    }

    /** The execution that a path names. */
    Execution execution(Call call) {
        return stream(call).execution(call.path().get(4));
    }

    DataSet dataSet(String id) {
        var found = dataSets.get(id);
        if (found == null) {
            throw Refusal.unknown("DataSet " + id);
        }
        return found;
    }

    boolean deleted(DomoStream stream) {
        return !dataSets.containsKey(stream.dataSet.id);
    }
}
