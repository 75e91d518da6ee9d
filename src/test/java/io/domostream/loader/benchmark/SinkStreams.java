package io.domostream.loader.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The streams that were made, each with one Domo execution, as Domo tells them. */
final class SinkStreams {
    private static final String DATA_SET = "dataSet";
    private final Map<Long, Map<String, Object>> streams = new ConcurrentHashMap<>();
    private final Map<Long, Long> committedRows = new ConcurrentHashMap<>();

    Object create(Map<String, Object> asked) {
        long id = streams.size() + 1L;
        var stream = new LinkedHashMap<>(asked);
        stream.put("id", id);
        streams.put(id, stream);
        return stream(id);
    }

    Object stream(long id) {
        var shown = new LinkedHashMap<>(streams.getOrDefault(id, Map.of()));
        shown.put(DATA_SET, dataSet(id));
        return shown;
    }

    /** A DataSet has its stream's number. */
    Object dataSet(long id) {
        var shown = new LinkedHashMap<Object, Object>();
        if (streams.getOrDefault(id, Map.of()).get(DATA_SET) instanceof Map<?, ?> asked) {
            shown.putAll(asked);
        }
        shown.put("id", Long.toString(id));
        shown.put("rows", committedRows.getOrDefault(id, 0L));
        return shown;
    }

    Object commit(long id, long rows) {
        committedRows.put(id, rows);
        return execution(id);
    }

    Object execution(@Nullable Long id) {
        boolean committed = id != null && committedRows.containsKey(id);
        return Map.of("id", 1, "currentState", committed ? "SUCCESS" : "ACTIVE");
    }

    static Object nothing() {
        return List.of();
    }
}
