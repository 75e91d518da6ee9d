package io.domostream.loader.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;

/** Whether the next command goes on with the load's unfinished run or begins a new one. */
final class NextRun {
    static final String RUN = "run";
    static final String FINGERPRINT = "fingerprint";
    static final String TYPED = "typed";
    private final JobRepository repository;

    NextRun(JobRepository repository) {
        this.repository = repository;
    }

    /** The last attempt of the load's last run, or null. */
    @Nullable
    JobExecution last(String load) {
        var instance = repository.getLastJobInstance(LoadJob.name(load));
        return instance == null ? null : repository.getLastJobExecution(instance);
    }

    /** The unfinished run's last attempt, or null where the next run is a new one. */
    @Nullable
    JobExecution unfinished(String load) {
        var last = last(load);
        if (last == null || last.getStatus() == BatchStatus.COMPLETED) {
            return null;
        }
        return new RunState(repository, last).ended() == null ? last : null;
    }

    /** Why the unfinished run can't be gone on with, or null. */
    @Nullable
    String obstacle(JobExecution unfinished, String fingerprint, String typed, LoadSettings load, Instant now) {
        var state = new RunState(repository, unfinished);
        if (state.intent() != null) {
            return null;
        }
        if (!typed.equals(unfinished.getJobParameters().getString(TYPED))) {
            return "it was begun with the parameters [%s], not [%s]"
                    .formatted(unfinished.getJobParameters().getString(TYPED), typed);
        }
        if (!fingerprint.equals(unfinished.getJobParameters().getString(FINGERPRINT))) {
            return "the load's settings have changed: [%s] then, [%s] now"
                    .formatted(unfinished.getJobParameters().getString(FINGERPRINT), fingerprint);
        }
        long last = Receipts.of(repository, unfinished.getJobInstance(), state.execution())
                .lastMillis();
        if (last > 0
                && Duration.between(Instant.ofEpochMilli(last), now)
                                .compareTo(load.pace().resumeWithin())
                        > 0) {
            return "its last part is older than %s".formatted(load.pace().resumeWithin());
        }
        return null;
    }

    JobParameters parameters(String load, String fingerprint, String typed) {
        var last = last(load);
        Long number = last == null ? null : last.getJobParameters().getLong(RUN);
        return new JobParametersBuilder()
                .addLong(RUN, number == null ? 1L : number + 1, true)
                .addString(FINGERPRINT, fingerprint, false)
                .addString(TYPED, typed, false)
                .toJobParameters();
    }

    /** What is loaded, not how fast: a run is gone on with only while this stays the same. */
    static String fingerprint(LoadSettings load) {
        var spec = load.spec();
        var what = "%s %s key %s columns %s without %s %s %s %s into %s"
                .formatted(
                        spec.table() == null ? "query" : "table",
                        spec.table() == null ? spec.query() : spec.table(),
                        spec.key(),
                        new java.util.TreeMap<>(spec.columns()),
                        spec.exclude(),
                        load.target().updateMethod(),
                        load.target().method(),
                        load.target().mergeKey(),
                        load.target().dataset());
        return what.length() <= 2000 ? what : what.substring(0, 1900) + " #" + what.hashCode();
    }
}
