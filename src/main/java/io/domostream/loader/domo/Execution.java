package io.domostream.loader.domo;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A Domo execution; its state stays text, since Domo may add one that nobody has heard of. */
public record Execution(
        @JsonProperty(required = true) long id,
        @JsonProperty(required = true) String currentState,
        @Nullable String startedAt,
        @Nullable String endedAt) {
    public Execution {
        // An explicit null would otherwise pass for a state later on.
        if (currentState == null) {
            throw new IllegalArgumentException("an execution without a state");
        }
    }
}
