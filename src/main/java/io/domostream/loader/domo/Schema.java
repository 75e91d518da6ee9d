package io.domostream.loader.domo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The columns of a DataSet, in the order in which a part's CSV gives them. */
public record Schema(@JsonProperty(required = true) List<Column> columns) {
    public Schema {
        columns = List.copyOf(columns);
    }
}
