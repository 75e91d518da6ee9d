package io.domostream.loader.domo;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A DataSet as Domo tells it; a list may tell no more than its ID. {@code rows} is null where Domo leaves it out, which is not 0. */
public record DataSet(
        @JsonProperty(required = true) String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable Long rows,
        @Nullable Schema schema) {}
