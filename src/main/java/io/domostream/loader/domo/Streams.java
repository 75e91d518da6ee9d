package io.domostream.loader.domo;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Streams: what ties a DataSet to the way it is loaded. */
public final class Streams {
    private final StreamsApi api;
    private final Calls calls;

    Streams(StreamsApi api, Calls calls) {
        this.api = api;
        this.calls = calls;
    }

    public Stream retrieve(long id) {
        return calls.repeatable("retrieve stream " + id, token -> api.retrieve(token, id));
    }

    /** Repeated only where the failure proves that nothing was done, for a second one would be a second DataSet. */
    public Stream create(NewStream stream) {
        return calls.once("create stream " + stream.name(), token -> api.create(token, stream.body()));
    }

    /** Repeated only after a search, for a second one would be a second DataSet. */
    public Stream create(NewStream stream, Supplier<Optional<Stream>> search) {
        return calls.repeatableUnlessDone(
                "create stream " + stream.name(), token -> api.create(token, stream.body()), search);
    }

    /** An empty list takes the key columns away; null leaves them. */
    public Stream update(long id, String updateMethod, @Nullable List<String> keyColumnNames) {
        var body = new StreamBody(null, updateMethod, keyColumnNames);
        return calls.repeatable("update stream " + id, token -> api.update(token, id, body));
    }

    public void delete(long id) {
        calls.repeatableWithoutAnswer("delete stream " + id, token -> api.delete(token, id));
    }

    public List<Stream> list(int limit, int offset) {
        return calls.repeatable("list streams", token -> api.list(token, Pages.clamp(limit), offset));
    }

    /** The streams whose DataSet has exactly this name; Domo's own search takes wildcards. */
    public List<Stream> searchByName(String dataSetName) {
        return search("dataSource.name:" + dataSetName).stream()
                .map(this::withName)
                .filter(stream -> stream.dataSet() != null
                        && dataSetName.equals(stream.dataSet().name()))
                .toList();
    }

    public List<Stream> searchByDataSet(String dataSetId) {
        return search("dataSource.id:" + dataSetId).stream()
                .filter(stream -> stream.dataSet() == null
                        || Objects.equals(dataSetId, stream.dataSet().id()))
                .toList();
    }

    private List<Stream> search(String q) {
        return Pages.all(
                Stream::id,
                offset ->
                        calls.repeatable("search streams by " + q, token -> api.search(token, q, Pages.MOST, offset)));
    }

    // A search may show a DataSet by its ID alone.
    private Stream withName(Stream stream) {
        var dataSet = stream.dataSet();
        return dataSet != null && dataSet.name() == null ? retrieve(stream.id()) : stream;
    }
}
