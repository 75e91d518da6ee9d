package io.domostream.loader.domo;

import java.util.List;

/** DataSets: where a stream's rows end up. */
public final class DataSets {
    // The DataSet API gives no more than this at once.
    private static final int MOST = 50;

    private final DataSetsApi api;
    private final Calls calls;

    DataSets(DataSetsApi api, Calls calls) {
        this.api = api;
        this.calls = calls;
    }

    public DataSet retrieve(String id) {
        return calls.repeatable("retrieve DataSet " + id, token -> api.retrieve(token, id));
    }

    public DataSet updateSchema(String id, Schema schema) {
        var body = new StreamBody.NewSchema(schema);
        return calls.repeatable("update the schema of DataSet " + id, token -> api.update(token, id, body));
    }

    public void delete(String id) {
        calls.repeatableWithoutAnswer("delete DataSet " + id, token -> api.delete(token, id));
    }

    /** The DataSets of exactly this name. */
    public List<DataSet> listByName(String name) {
        var what = "list DataSets named " + name;
        return Pages.<DataSet>all(
                        DataSet::id, offset -> calls.repeatable(what, token -> api.list(token, name, MOST, offset)))
                .stream()
                .filter(dataSet -> name.equals(dataSet.name()))
                .toList();
    }
}
