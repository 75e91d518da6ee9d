package io.domostream.loader.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run notes for its report alone, in its job execution's context: it costs no statement, for it is saved with
 * whatever is saved next. Of attempts by their number in the job repository.
 */
record RunNotes(JobExecution attempt) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SETTINGS = "note.settings";
    private static final String COLUMNS = "note.columns";
    private static final String COUNTED = "note.counted";
    private static final String DATA_SET_ROWS = "note.dataSetRows";
    private static final String VERSIONS = "note.versions.";
    private static final String SOURCE = "note.source.";
    private static final String SNAPSHOT = "note.snapshot.";
    private static final String END = "note.end.";

    /** How an attempt ended by itself; one that was killed has none. */
    record End(int exitCode, String status, String message, double seconds) {}

    /** Those of the last attempt. */
    void settings(Map<String, String> settings) {
        put(SETTINGS, JSON.writeValueAsString(settings));
    }

    Map<String, String> settings() {
        var json = text(SETTINGS);
        return json == null ? Map.of() : JSON.readValue(json, new TypeReference<Map<String, String>>() {});
    }

    void versions(Map<String, String> versions) {
        put(VERSIONS + attempt.getId(), JSON.writeValueAsString(versions));
    }

    Map<String, String> versions(long attemptId) {
        var json = text(VERSIONS + attemptId);
        return json == null ? Map.of() : JSON.readValue(json, new TypeReference<Map<String, String>>() {});
    }

    /** As the run found them first: a later attempt finds its own changes done. */
    void columns(List<SchemaContract.Change> changes) {
        if (text(COLUMNS) == null) {
            put(COLUMNS, JSON.writeValueAsString(changes));
        }
    }

    /** Null of a run that came to no comparison, or was begun by a version that kept none. */
    @Nullable
    List<SchemaContract.Change> columns() {
        var json = text(COLUMNS);
        return json == null ? null : JSON.readValue(json, new TypeReference<List<SchemaContract.Change>>() {});
    }

    void source(@Nullable String version) {
        if (version != null) {
            put(SOURCE + attempt.getId(), version);
        }
    }

    @Nullable
    String source(long attemptId) {
        return text(SOURCE + attemptId);
    }

    /** The moment that this attempt reads. */
    void snapshot(Instant at) {
        put(SNAPSHOT + attempt.getId(), at.toString());
    }

    @Nullable
    Instant snapshot(long attemptId) {
        var at = text(SNAPSHOT + attemptId);
        return at == null ? null : Instant.parse(at);
    }

    /** In the source, also where no manifest came of it. */
    void counted(long rows) {
        put(COUNTED, Long.toString(rows));
    }

    @Nullable
    Long counted() {
        var rows = text(COUNTED);
        return rows == null ? null : Long.valueOf(rows);
    }

    /** As the check after the commit saw them last. */
    void dataSetRows(long rows) {
        put(DATA_SET_ROWS, Long.toString(rows));
    }

    @Nullable
    Long dataSetRows() {
        var rows = text(DATA_SET_ROWS);
        return rows == null ? null : Long.valueOf(rows);
    }

    void end(End end) {
        put(END + attempt.getId(), JSON.writeValueAsString(end));
    }

    @Nullable
    End end(long attemptId) {
        var json = text(END + attemptId);
        return json == null ? null : JSON.readValue(json, End.class);
    }

    /** Of all attempts together, or null where one of them was killed, and nobody knows how long it worked. */
    @Nullable
    Double seconds() {
        var kept = attempt.getExecutionContext().toMap();
        var ends = kept.entrySet().stream()
                .filter(note -> note.getKey().startsWith(END))
                .map(note -> JSON.readValue(note.getValue().toString(), End.class))
                .toList();
        long begun =
                kept.keySet().stream().filter(key -> key.startsWith(VERSIONS)).count();
        return ends.isEmpty() || ends.size() < begun
                ? null
                : (Double) ends.stream().mapToDouble(End::seconds).sum();
    }

    private void put(String key, String value) {
        attempt.getExecutionContext().putString(key, value);
    }

    private @Nullable String text(String key) {
        return attempt.getExecutionContext().get(key) instanceof String s ? s : null;
    }
}
