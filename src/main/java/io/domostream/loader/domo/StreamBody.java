package io.domostream.loader.domo;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON that creates or changes a stream. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StreamBody(
        @Nullable NewDataSet dataSet,
        String updateMethod,
        @Nullable List<String> keyColumnNames) {

    /** The DataSet that Domo creates along with the stream. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NewDataSet(String name, @Nullable String description, Schema schema) {}

    /** The JSON that changes a DataSet's columns and nothing else. */
    record NewSchema(Schema schema) {}
}
