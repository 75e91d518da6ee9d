package io.domostream.loader.domo;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A stream as Domo tells it; {@code deleted} when its DataSet is gone. */
public record Stream(
        @JsonProperty(required = true) long id,
        @Nullable DataSet dataSet,
        @Nullable String updateMethod,
        boolean deleted) {}
