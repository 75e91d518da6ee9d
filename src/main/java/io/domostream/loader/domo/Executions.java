package io.domostream.loader.domo;

import java.util.List;

/** Domo executions: parts are gathered in one, and its commit makes them the DataSet's data. */
public final class Executions {
    private final ExecutionsApi api;
    private final Calls calls;

    Executions(ExecutionsApi api, Calls calls) {
        this.api = api;
        this.calls = calls;
    }

    /** Never repeated: each one aborts all others of its stream. */
    public Execution create(long streamId) {
        return calls.once("create an execution of stream " + streamId, token -> api.create(token, streamId));
    }

    public Execution retrieve(long streamId, long id) {
        return calls.repeatable(named("retrieve", streamId, id), token -> api.retrieve(token, streamId, id));
    }

    public List<Execution> list(long streamId, int limit, int offset) {
        return calls.repeatable(
                "list executions of stream " + streamId,
                token -> api.list(token, streamId, Pages.clamp(limit), offset));
    }

    /** Never repeated: only the execution's state tells whether it was taken. */
    public Execution commit(long streamId, long id) {
        return calls.once(named("commit", streamId, id), token -> api.commit(token, streamId, id));
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
