package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;

/** What an attempt ended with, and what becomes of its run. */
record AttemptEnd(RunResult result, LoadFailure.Then then) {

    static AttemptEnd of(Attempt attempt, JobExecution end, RunState state, boolean resumed, Duration took) {
        var cause = cause(end, attempt.failure());
        int code = code(attempt, end, state, cause);
        var facts = facts(state, end, resumed);
        facts.put("seconds", took.toMillis() / 1000.0);
        facts.put("phases", phases(end));
        facts.put("workers", attempt.around.progress().times().seconds());
        String status = code == ExitCodes.OK && !state.committed() ? PlanStep.NOTHING_TO_DO : RunResult.status(code);
        var then = cause instanceof LoadFailure failure && code != ExitCodes.STOPPED
                ? failure.then()
                : LoadFailure.Then.GO_ON;
        return new AttemptEnd(
                new RunResult(
                        attempt.load.name(),
                        status,
                        code,
                        message(attempt.load.name(), end, cause, state, code),
                        runbook(cause, state, code),
                        facts),
                then);
    }

    private static int code(Attempt attempt, JobExecution end, RunState state, @Nullable Throwable cause) {
        if (end.getStatus() == BatchStatus.COMPLETED) {
            return state.verdict() == null ? ExitCodes.OK : ExitCodes.GUARD;
        }
        int code = cause == null ? ExitCodes.BUG : ExitCodes.of(cause);
        // What a slice or a wait throws when it is told to stop matters less than that it was told.
        return attempt.around.stop().requested() && code != ExitCodes.UNKNOWN ? ExitCodes.STOPPED : code;
    }

    private static @Nullable Throwable cause(JobExecution end, @Nullable Throwable failure) {
        var others = end.getAllFailureExceptions();
        return failure != null || others.isEmpty() ? failure : others.get(0);
    }

    private static String message(String load, JobExecution end, @Nullable Throwable cause, RunState state, int code) {
        var verdict = state.verdict();
        if (verdict != null) {
            return verdict;
        }
        if (code == ExitCodes.OK) {
            return state.committed() ? "committed and verified" : "nothing to load";
        }
        if (code == ExitCodes.STOPPED) {
            return Objects.requireNonNull(LoadFailure.stopped().getMessage());
        }
        if (cause instanceof OutOfMemoryError) {
            return "out of memory: give the JVM more (-Xmx), or lower loads.%1$s.parts.parallel or max-bytes; `run %1$s` goes on"
                    .formatted(load);
        }
        return cause == null
                ? "the job ended as " + end.getStatus()
                : Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    }

    private static @Nullable Runbook runbook(@Nullable Throwable cause, RunState state, int code) {
        if (state.verdict() != null) {
            return Runbook.ROW_COUNT_DIFFERS;
        }
        return switch (code) {
            case ExitCodes.OK -> null;
            case ExitCodes.STOPPED -> Runbook.STOPPED;
            default -> cause == null ? Runbook.BUG : Runbook.of(cause);
        };
    }

    /** Seconds of each step of this attempt that has ended, its slices left out. */
    private static Map<String, Double> phases(JobExecution end) {
        var phases = new LinkedHashMap<String, Double>();
        for (var step : end.getStepExecutions()) {
            var begun = step.getStartTime();
            var ended = step.getEndTime();
            if (begun != null && ended != null && !Slices.isName(step.getStepName())) {
                phases.put(step.getStepName(), Duration.between(begun, ended).toMillis() / 1000.0);
            }
        }
        return phases;
    }

    private static Map<String, Object> facts(RunState state, JobExecution end, boolean resumed) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("runId", end.getJobInstance().getInstanceId());
        facts.put("resumed", resumed);
        facts.put("snapshots", state.snapshots());
        var summary = state.summary();
        if (summary != null) {
            facts.put("rows", summary.rows());
            facts.put("parts", summary.parts());
            facts.put("bytesRaw", summary.rawBytes());
            facts.put("bytesSent", summary.sentBytes());
            facts.put("nulledValues", summary.nulledValues());
        }
        if (state.hasExecution()) {
            facts.put("executionId", state.execution());
        }
        if (state.dataSet() != null) {
            facts.put("streamId", state.stream());
            facts.put("datasetId", state.dataSet());
        }
        return facts;
    }
}
