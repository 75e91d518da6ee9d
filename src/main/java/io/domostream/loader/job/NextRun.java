package io.domostream.loader.job;

import io.domostream.loader.BadSettings;
import io.domostream.loader.Runbook;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;

/** The load's last run, and whether the next command may go on with it. */
final class NextRun {
    private final JobRepository repository;
    private final String load;

    NextRun(JobRepository repository, String load) {
        this.repository = repository;
        this.load = load;
    }

    /**
     * A process that died between Batch's two first writes left a run without an attempt, which Batch never starts. Only
     * for the lock's holder.
     */
    void forgetStillborn() {
        var instance = repository.getLastJobInstance(LoadJob.name(load));
        if (instance != null && repository.getLastJobExecution(instance) == null) {
            repository.deleteJobInstance(instance);
        }
    }

    /** The last attempt of the load's last run, or null. */
    @Nullable
    JobExecution last() {
        var instance = repository.getLastJobInstance(LoadJob.name(load));
        var last = instance == null ? null : repository.getLastJobExecution(instance);
        if (last != null) {
            RunParameters.requireReadable(last);
        }
        return last;
    }

    /** The unfinished run's last attempt, or null where the next run is a new one. */
    @Nullable
    JobExecution unfinished() {
        var last = last();
        if (last == null || last.getStatus() == BatchStatus.COMPLETED) {
            return null;
        }
        return new RunState(repository, last).ended() == null ? last : null;
    }

    /** A number lets the same command, started again, go on with the new run it began before. */
    boolean isMeantBy(Wish.@Nullable Anew anew) {
        if (anew == null || anew.run() == null) {
            return anew != null;
        }
        var last = last();
        long number = last == null ? 0 : last.getJobInstance().getInstanceId();
        if (anew.run() > number) {
            throw BadSettings.of("--new", anew.run(), "load %s has no such run, see `status %s`".formatted(load, load))
                    .see(Runbook.COMMAND_WRONG);
        }
        return anew.run() == number;
    }

    /** Why the run can't be gone on with for these settings, or null; both values are told. */
    @Nullable
    String obstacle(RunState state, LoadSettings now, SortedMap<String, String> given, Instant at) {
        var then = state.parameters();
        if (!then.given().equals(given)) {
            return "it was begun with the parameters %s, not %s".formatted(then.given(), given);
        }
        if (!then.fingerprint().equals(RunParameters.fingerprint(now))) {
            return "the load's settings have changed: [%s] then, [%s] now"
                    .formatted(then.fingerprint(), RunParameters.fingerprint(now));
        }
        var within = now.pace().resumeWithin();
        var sign = lastSign(state);
        return Duration.between(sign, at).compareTo(within) > 0
                ? "its last part, or its beginning, is of %s, and loads.%s.resume-within is %s"
                        .formatted(sign, load, within)
                : null;
    }

    private Instant lastSign(RunState state) {
        long last = Receipts.of(repository, state.instance(), state.execution()).lastMillis();
        return last == 0 ? state.parameters().begun() : Instant.ofEpochMilli(last);
    }

    RunParameters begin(LoadSettings settings, SortedMap<String, String> given, Instant now) {
        var last = last();
        return RunParameters.begin(last == null ? 1 : RunParameters.of(last).run() + 1, settings, given, now);
    }
}
