package io.domostream.loader.domo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Domo is told to create: a stream together with its DataSet. */
public record NewStream(
        String name, @Nullable String description, Schema schema, String updateMethod, List<String> keyColumnNames) {
    public NewStream {
        keyColumnNames = List.copyOf(keyColumnNames);
    }

    StreamBody body() {
        return new StreamBody(
                new StreamBody.NewDataSet(name, description, schema),
                updateMethod,
                keyColumnNames.isEmpty() ? null : keyColumnNames);
    }
}
