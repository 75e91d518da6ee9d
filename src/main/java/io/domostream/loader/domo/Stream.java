package io.domostream.loader.domo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream as Domo tells it; {@code deleted} when its DataSet is gone. Whether Domo tells the key columns is documented
 * nowhere.
 */
public record Stream(
        @JsonProperty(required = true) long id,
        @Nullable DataSet dataSet,
        @Nullable String updateMethod,
        @Nullable List<String> keyColumnNames,
        boolean deleted) {}
