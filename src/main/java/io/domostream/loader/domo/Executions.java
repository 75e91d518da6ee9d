package io.domostream.loader.domo;

import java.util.List;
import java.util.Optional;

/** Domo executions: parts are gathered in one, and its commit makes them the DataSet's data. */
public final class Executions {
    private final ExecutionsApi api;
    private final Calls calls;

    Executions(ExecutionsApi api, Calls calls) {
        this.api = api;
        this.calls = calls;
    }

    public Execution create(long streamId) {
        return create(streamId, () -> {});
    }

    /** Each one aborts all others of its stream; repeated after a look, for one that got no answer holds nothing yet. */
    public Execution create(long streamId, Runnable beforeRepeat) {
        return calls.repeatableUnlessDone(
                "create an execution of stream " + streamId, token -> api.create(token, streamId), () -> {
                    beforeRepeat.run();
                    return Optional.empty();
                });
    }

    public Execution retrieve(long streamId, long id) {
        return calls.repeatable(named("retrieve", streamId, id), token -> api.retrieve(token, streamId, id));
    }

    public List<Execution> list(long streamId, int limit, int offset) {
        return calls.repeatable(
                "list executions of stream " + streamId,
                token -> api.list(token, streamId, Pages.clamp(limit), offset));
    }

    public Execution commit(long streamId, long id) {
        return commit(streamId, id, () -> {});
    }

    /**
     * Repeated only where the failure proves that it was not taken, such as a 429; otherwise the execution's state alone tells.
     */
    public Execution commit(long streamId, long id, Runnable beforeRepeat) {
        return calls.once(named("commit", streamId, id), token -> api.commit(token, streamId, id), beforeRepeat);
    }

    public void abort(long streamId, long id) {
        calls.repeatableWithoutAnswer(named("abort", streamId, id), token -> api.abort(token, streamId, id));
    }

    /** Never repeated: the current one may be somebody else's by then. */
    public void abortCurrent(long streamId) {
        calls.onceWithoutAnswer(
                "abort the current execution of stream " + streamId, token -> api.abortCurrent(token, streamId));
    }

    static String named(String verb, long streamId, long id) {
        return "%s execution %d of stream %d".formatted(verb, id, streamId);
    }
}
