package io.domostream.loader.job;

import io.domostream.loader.report.Attempt;
import io.domostream.loader.report.PartTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;

/** A run's attempts as its report has them. */
final class PastAttempts {
    private final RunState state;
    private final List<PartTime> parts;

    PastAttempts(RunState state, List<PartTime> parts) {
        this.state = state;
        this.parts = parts;
    }

    /** Oldest first. */
    List<Attempt> of(List<JobExecution> attempts) {
        var past = new ArrayList<Attempt>();
        for (int i = 0; i < attempts.size(); i++) {
            past.add(attempt(i + 1, attempts.get(i)));
        }
        return past;
    }

    /** Batch keeps times of the process's own zone, which is UTC. */
    static Instant instant(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC);
    }

    private Attempt attempt(int number, JobExecution attempt) {
        long id = attempt.getId();
        var notes = state.notes();
        var end = notes.end(id);
        var ended = attempt.getEndTime();
        return new Attempt(
                number,
                new Attempt.Time(
                        instant(attempt.getCreateTime()),
                        // The end of one that was killed is the moment when the next attempt found it.
                        end == null || ended == null ? null : instant(ended),
                        end == null ? null : end.seconds(),
                        notes.snapshot(id)),
                end == null ? null : new Attempt.End(end.exitCode(), end.status(), end.message()),
                effort(number, id),
                phases(attempt, end != null),
                SliceWorkers.of(attempt),
                versions(notes, id));
    }

    private Attempt.Effort effort(int number, long id) {
        var its = parts.stream().filter(part -> part.attempt() == number).toList();
        var effort = state.effort(id);
        return new Attempt.Effort(
                its.size(),
                its.stream().mapToLong(part -> part.size().rows()).sum(),
                effort == null ? null : (Integer) effort.retries(),
                effort == null ? null : (Double) (effort.throttledMillis() / 1e3));
    }

    private static Map<String, String> versions(RunNotes notes, long id) {
        var versions = new TreeMap<>(notes.versions(id));
        var source = notes.source(id);
        if (source != null) {
            versions.put("source", source);
        }
        return versions;
    }

    /** Steps that came to an end by themselves: of an attempt that was cut off, the end of the last is that of its repair. */
    private static Map<String, Double> phases(JobExecution attempt, boolean orderly) {
        var phases = new LinkedHashMap<String, Double>();
        attempt.getStepExecutions().stream()
                .filter(step -> !Slices.isName(step.getStepName()))
                .filter(step -> orderly || step.getStatus() == BatchStatus.COMPLETED)
                .sorted(Comparator.comparing(StepExecution::getId))
                .forEach(step -> {
                    var seconds = seconds(step);
                    if (seconds != null) {
                        phases.put(step.getStepName(), seconds);
                    }
                });
        return phases;
    }

    private static @Nullable Double seconds(StepExecution step) {
        var begun = step.getStartTime();
        var ended = step.getEndTime();
        return begun == null || ended == null
                ? null
                : (Double) (Duration.between(begun, ended).toMillis() / 1e3);
    }
}
