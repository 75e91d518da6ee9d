package io.domostream.loader.job;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;
import tools.jackson.databind.json.JsonMapper;

/** Why a slice failed at a worker, as its manager gets to know. */
record Failed(int exitCode, LoadFailure.Then then, String message) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String KEY = "failure";

    static Failed of(Throwable cause, String worker) {
        var then = cause instanceof LoadFailure failure ? failure.then() : LoadFailure.Then.GO_ON;
        var message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new Failed(ExitCodes.of(cause), then, message + " (worker " + worker + ")");
    }

    void keep(StepExecution slice) {
        slice.getExecutionContext().putString(KEY, JSON.writeValueAsString(this));
    }

    static void forget(StepExecution slice) {
        slice.getExecutionContext().remove(KEY);
    }

    static @Nullable Failed of(StepExecution slice) {
        return slice.getExecutionContext().get(KEY) instanceof String json ? JSON.readValue(json, Failed.class) : null;
    }

    LoadFailure asFailure() {
        return LoadFailure.of(exitCode, then, message);
    }
}
