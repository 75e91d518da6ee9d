package io.domostream.loader.domo;

import feign.Response;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The Stream API call by call, as its reference has it; an answer is all that Domo sent, fields unheard of too. */
public final class StreamApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final byte[] NO_BODY = {};
    private final WholeStreamsApi streams;
    private final WholeExecutionsApi executions;
    private final Calls calls;

    /** Which stretch of a list is asked for; what is null is left to Domo. */
    public record Stretch(@Nullable Integer limit, @Nullable Integer offset, boolean all) {}

    StreamApi(WholeStreamsApi streams, WholeExecutionsApi executions, Calls calls) {
        this.streams = streams;
        this.executions = executions;
        this.calls = calls;
    }

    public List<ObjectNode> listStreams(Stretch stretch, @Nullable String sort, @Nullable String fields) {
        return list(
                "list streams", stretch, (token, limit, offset) -> streams.list(token, limit, offset, sort, fields));
    }

    public List<ObjectNode> searchStreams(String q, Stretch stretch, @Nullable String sort, @Nullable String fields) {
        return list(
                "search streams by " + q,
                stretch,
                (token, limit, offset) -> streams.search(token, q, limit, offset, sort, fields));
    }

    public ObjectNode retrieveStream(long id, @Nullable String fields) {
        return calls.repeatable("retrieve stream " + id, token -> streams.retrieve(token, id, fields));
    }

    /** Never repeated: a second one would be a second DataSet. */
    public ObjectNode createStream(ObjectNode stream) {
        return calls.once("create a stream", token -> streams.create(token, bytes(stream)));
    }

    public ObjectNode updateStream(long id, ObjectNode changes) {
        return calls.repeatable("update stream " + id, token -> streams.update(token, id, bytes(changes)));
    }

    /** Domo's answer, or null: the usual one is empty. */
    public @Nullable JsonNode deleteStream(long id) {
        return calls.repeatable("delete stream " + id, token -> answered(streams.delete(token, id)))
                .body();
    }

    public List<ObjectNode> listExecutions(long stream, Stretch stretch) {
        return list(
                "list executions of stream " + stream,
                stretch,
                (token, limit, offset) -> executions.list(token, stream, limit, offset));
    }

    public ObjectNode retrieveExecution(long stream, long id) {
        return calls.repeatable(
                Executions.named("retrieve", stream, id), token -> executions.retrieve(token, stream, id));
    }

    /** Never repeated: each one aborts all others of its stream. */
    public ObjectNode createExecution(long stream, @Nullable ObjectNode execution) {
        var body = execution == null ? NO_BODY : bytes(execution);
        return calls.once("create an execution of stream " + stream, token -> executions.create(token, stream, body));
    }

    public ObjectNode uploadPart(long stream, long execution, int part, byte[] csv, boolean gzip) {
        var what = Parts.named(stream, execution, part);
        return calls.repeatable(
                what,
                token -> gzip
                        ? executions.gzipPart(token, stream, execution, part, csv)
                        : executions.plainPart(token, stream, execution, part, csv));
    }

    /** Never repeated: only the execution's state tells whether it was taken. */
    public ObjectNode commit(long stream, long id) {
        return calls.once(Executions.named("commit", stream, id), token -> executions.commit(token, stream, id));
    }

    /** Domo's answer, or null where it is empty. */
    public @Nullable JsonNode abort(long stream, long id) {
        return calls.repeatable(
                        Executions.named("abort", stream, id), token -> answered(executions.abort(token, stream, id)))
                .body();
    }

    /** Domo's answer, or null where it is empty; never repeated: the current one may be somebody else's by then. */
    public @Nullable JsonNode abortCurrent(long stream) {
        return calls.once(
                        "abort the current execution of stream " + stream,
                        token -> answered(executions.abortCurrent(token, stream)))
                .body();
    }

    private List<ObjectNode> list(String what, Stretch stretch, Page page) {
        if (!stretch.all()) {
            return calls.repeatable(what, token -> page.get(token, stretch.limit(), stretch.offset()));
        }
        int limit = Objects.requireNonNullElse(stretch.limit(), Pages.MOST);
        int begin = Objects.requireNonNullElse(stretch.offset(), 0);
        return Pages.all(
                StreamApi::id, offset -> calls.repeatable(what, token -> page.get(token, limit, begin + offset)));
    }

    private static JsonNode id(ObjectNode item) {
        return item.has("id") ? item.path("id") : item;
    }

    private static byte[] bytes(ObjectNode body) {
        return JSON.writeValueAsBytes(body);
    }

    // What these calls do is done once Domo says 200 or 204, whatever comes with it.
    private static MaybeEmpty answered(Response response) {
        if (response.status() < 200 || response.status() >= 300) {
            throw Answered.of(response);
        }
        try {
            var body = JSON.readTree(Answered.body(response));
            return new MaybeEmpty(body.isContainer() ? body : null);
        } catch (JacksonException e) {
            return new MaybeEmpty(null);
        }
    }

    private record MaybeEmpty(@Nullable JsonNode body) {}

    /** One page of a list. */
    private interface Page {
        List<ObjectNode> get(String token, @Nullable Integer limit, @Nullable Integer offset);
    }
}
