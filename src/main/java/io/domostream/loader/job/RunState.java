package io.domostream.loader.job;

import io.domostream.loader.Effort;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** What a run knows of itself, in its job execution's context; each change is durable before the call returns. */
final class RunState {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** A summary that an earlier version stored lacks the newest figures, which are 0 then. */
    private static final ObjectReader SUMMARIES =
            JSON.readerFor(Receipts.Summary.class).without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    private static final String MANIFEST = "manifest";
    private static final String STREAM = "stream";
    private static final String DATA_SET = "dataSet";
    private static final String EXECUTION = "execution";
    private static final String INTENT = "intent";
    private static final String ROWS_BEFORE = "rowsBefore";
    private static final String COMMITTED = "committed";
    static final String ENDED = "ended";
    private static final String SNAPSHOTS = "snapshots";
    static final String VERDICT = "verdict";
    private static final String COMMIT_AGAIN = "commitAgain";
    private static final String SENT_AGAIN = "sentAgain";
    private static final String SNAPSHOT = "snapshot";
    private static final String VERSION = "version";
    private static final String SUMMARY = "summary";
    private static final String EFFORT = "effort.";

    private final JobRepository repository;
    private volatile @Nullable JobExecution attempt;

    /** Of an attempt that is yet to begin: {@link #bind} tells which. */
    RunState(JobRepository repository) {
        this.repository = repository;
    }

    RunState(JobRepository repository, JobExecution attempt) {
        this.repository = repository;
        this.attempt = attempt;
    }

    void bind(JobExecution begun) {
        attempt = begun;
    }

    JobExecution attempt() {
        return Objects.requireNonNull(attempt, "the attempt has not begun");
    }

    JobInstance instance() {
        return attempt().getJobInstance();
    }

    RunParameters parameters() {
        return RunParameters.of(attempt());
    }

    /** The manifest of a run that has got as far as that. */
    Manifest planned() {
        return Objects.requireNonNull(manifest(), "the run is not planned yet");
    }

    @Nullable
    Manifest manifest() {
        String json = text(MANIFEST);
        return json == null ? null : JSON.readValue(json, Manifest.class);
    }

    void keep(Manifest manifest) {
        save(MANIFEST, JSON.writeValueAsString(manifest));
    }

    /** For the report; saved with whatever is saved next. */
    RunNotes notes() {
        return new RunNotes(attempt());
    }

    /** At once, for the rows were counted under this snapshot and no other. */
    void keepPlan(Manifest manifest, int snapshots) {
        attempt().getExecutionContext().putString(SNAPSHOTS, Integer.toString(snapshots));
        keep(manifest);
    }

    int snapshots() {
        return (int) number(SNAPSHOTS, 0);
    }

    void oneMoreSnapshot() {
        save(SNAPSHOTS, Integer.toString(snapshots() + 1));
    }

    long stream() {
        return number(STREAM, 0);
    }

    @Nullable
    String dataSet() {
        return text(DATA_SET);
    }

    void keepStream(long stream, String dataSet) {
        attempt().getExecutionContext().putString(DATA_SET, dataSet);
        save(STREAM, Long.toString(stream));
    }

    /** 0 while none is open. */
    long execution() {
        return number(EXECUTION, 0);
    }

    boolean hasExecution() {
        return text(EXECUTION) != null;
    }

    void keepExecution(long execution) {
        save(EXECUTION, Long.toString(execution));
    }

    @Nullable
    Instant intent() {
        String at = text(INTENT);
        return at == null ? null : Instant.parse(at);
    }

    /** Null where Domo did not tell it. */
    @Nullable
    Long rowsBefore() {
        return text(ROWS_BEFORE) == null ? null : (Long) number(ROWS_BEFORE, 0);
    }

    /** After this a crash leaves a commit that may have been sent; a person's leave to send it again is used up by it. */
    void recordIntent(Instant at, @Nullable Long rowsBefore) {
        if (mayCommitAgain()) {
            attempt().getExecutionContext().putString(SENT_AGAIN, at.toString());
        }
        if (rowsBefore == null) {
            attempt().getExecutionContext().remove(ROWS_BEFORE);
        } else {
            attempt().getExecutionContext().putString(ROWS_BEFORE, Long.toString(rowsBefore));
        }
        save(INTENT, at.toString());
    }

    /** Only where it is proven that the commit was not taken. */
    void withdrawIntent() {
        attempt().getExecutionContext().remove(INTENT);
        repository.updateExecutionContext(attempt());
    }

    boolean commitIsOpen() {
        return intent() != null && !committed();
    }

    boolean committed() {
        return text(COMMITTED) != null;
    }

    void recordCommitted(Instant at) {
        save(COMMITTED, at.toString());
    }

    @Nullable
    String ended() {
        return text(ENDED);
    }

    void end(String why) {
        save(ENDED, why);
    }

    /** A person lets the commit be sent once more; kept before anything acts on it. */
    void allowCommitAgain(String who) {
        save(COMMIT_AGAIN, who);
    }

    @Nullable
    String commitAgainAllowedBy() {
        return text(COMMIT_AGAIN);
    }

    boolean mayCommitAgain() {
        return text(COMMIT_AGAIN) != null && text(SENT_AGAIN) == null;
    }

    /** What workers in other processes need to know: the snapshot's name, and the version they must have. */
    void keepForWorkers(@Nullable String snapshot, String version) {
        attempt().getExecutionContext().putString(SNAPSHOT, snapshot == null ? "" : snapshot);
        save(VERSION, version);
    }

    /** Null where each page is of a moment of its own. */
    @Nullable
    String exportedSnapshot() {
        String name = text(SNAPSHOT);
        return name == null || name.isEmpty() ? null : name;
    }

    @Nullable
    String version() {
        return text(VERSION);
    }

    /** What the receipts add up to when an attempt ends: a look at old runs must not read them all. */
    void keepSummary(Receipts.Summary summary, Effort effort) {
        attempt().getExecutionContext().putString(EFFORT + attempt().getId(), JSON.writeValueAsString(effort));
        save(SUMMARY, JSON.writeValueAsString(summary));
    }

    /** With all other notes that are not saved yet. */
    void keepEnd(RunNotes.End end) {
        notes().end(end);
        repository.updateExecutionContext(attempt());
    }

    Receipts.@Nullable Summary summary() {
        String json = text(SUMMARY);
        return json == null ? null : SUMMARIES.readValue(json);
    }

    /** Null of an attempt that came to no orderly end. */
    @Nullable
    Effort effort(long attemptId) {
        String json = text(EFFORT + attemptId);
        return json == null ? null : JSON.readValue(json, Effort.class);
    }

    @Nullable
    String verdict() {
        return text(VERDICT);
    }

    void keepVerdict(String verdict) {
        save(VERDICT, verdict);
    }

    private @Nullable String text(String key) {
        return attempt().getExecutionContext().get(key) instanceof String s ? s : null;
    }

    private long number(String key, long otherwise) {
        String text = text(key);
        return text == null ? otherwise : Long.parseLong(text);
    }

    private void save(String key, String value) {
        attempt().getExecutionContext().putString(key, value);
        repository.updateExecutionContext(attempt());
    }
}
