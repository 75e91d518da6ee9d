package io.domostream.loader.job;

import io.domostream.loader.Runbook;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;
import tools.jackson.databind.json.JsonMapper;

/** Why a slice failed at a worker, as its manager gets to know. */
record Failed(long attempt, int exitCode, Runbook runbook, LoadFailure.Then then, String message) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String KEY = "failure";

    static Failed of(StepExecution slice, Throwable cause, String worker) {
        var then = cause instanceof LoadFailure failure ? failure.then() : LoadFailure.Then.GO_ON;
        var message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new Failed(
                slice.getJobExecutionId(),
                ExitCodes.of(cause),
                Runbook.of(cause),
                then,
                message + " (worker " + worker + ")");
    }

    void keep(StepExecution slice) {
        slice.getExecutionContext().putString(KEY, JSON.writeValueAsString(this));
    }

    /** Null where it has failed in no such way in this attempt; a slice takes over what earlier ones have left. */
    static @Nullable Failed of(StepExecution slice) {
        if (!(slice.getExecutionContext().get(KEY) instanceof String json)) {
            return null;
        }
        var failed = JSON.readValue(json, Failed.class);
        return failed.attempt == slice.getJobExecutionId() ? failed : null;
    }

    LoadFailure asFailure() {
        return LoadFailure.of(exitCode, runbook, then, message);
    }
}
