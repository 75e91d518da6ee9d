package io.domostream.loader.simulator;

import io.domostream.loader.simulator.Assumed.Habit;
import io.domostream.loader.simulator.Assumed.Status;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls on streams themselves: list, search, create, retrieve, update, delete. */
final class StreamCalls {

    private final State state;
    private final Assumed assumed;
    private final ExecutionCalls executions;

    StreamCalls(State state, Assumed assumed, ExecutionCalls executions) {
        this.state = state;
        this.assumed = assumed;
        this.executions = executions;
    }

    void handle(Call call) throws IOException {
        var path = call.path();
        if (path.size() > 3) {
            executions.handle(call);
            return;
        }
        var whole = path.size() == 3 && !path.get(2).equals("search");
        switch (call.method() + (whole ? " one" : "")) {
            case "GET" -> list(call);
            case "POST" -> create(call);
            case "GET one" -> retrieve(call, path.get(2));
            case "PATCH one" -> update(call, path.get(2));
            case "PUT one" -> put(call, path.get(2));
            case "DELETE one" -> delete(call, path.get(2));
            default -> throw Refusal.method(call);
        }
    }

    private void list(Call call) throws IOException {
        var fields = call.query().get("fields");
        var whole = fields == null ? !assumed.has(Habit.LISTS_SHOW_IDS_ONLY) : assumed.has(Habit.FIELDS_ALL_SHOWS_ALL);
        Object found;
        synchronized (state) {
            var all = state.streams.values().stream()
                    .filter(stream -> StreamSearch.matches(stream, call.query().get("q", "")))
                    .sorted(StreamSearch.order(call.query().get("sort", "id")));
            found = call.query()
                    .page(all)
                    .map(stream -> json(stream, whole, fields))
                    .toList();
        }
        call.answer(200, found);
    }

    private void create(Call call) throws IOException {
        var asked = call.object();
        if (!asked.path("dataSet").isObject()) {
            throw new Refusal(400, "A stream needs a dataSet");
        }
        Object shown;
        synchronized (state) {
            var stream = state.newStream();
            stream.dataSet.change(asked.path("dataSet"));
            stream.change(asked, state.now());
            state.dataSets.put(stream.dataSet.id, stream.dataSet);
            state.streams.put(stream.id, stream);
            call.location("/v1/streams/" + stream.id);
            shown = json(stream, true, null);
        }
        call.answer(assumed.status(Status.STREAM_CREATED), shown);
    }

    private void retrieve(Call call, String id) throws IOException {
        Object shown;
        synchronized (state) {
            var stream = state.stream(id);
            shown = json(stream, true, call.query().get("fields"));
        }
        call.answer(200, shown);
    }

    private void update(Call call, String id) throws IOException {
        var asked = call.object();
        Object shown;
        synchronized (state) {
            var stream = state.stream(id);
            stream.change(asked, state.now());
            shown = json(stream, true, null);
        }
        call.answer(200, shown);
    }

    private void put(Call call, String id) throws IOException {
        if (assumed.status(Status.STREAM_PUT) != 200) {
            throw Refusal.method(call);
        }
        update(call, id);
    }

    // The DataSet stays: the reference says so.
    private void delete(Call call, String id) throws IOException {
        synchronized (state) {
            state.streams.remove(state.stream(id).id);
        }
        call.answer(assumed.status(Status.STREAM_DELETED), null);
    }

    private Map<String, Object> json(DomoStream stream, boolean whole, @Nullable String fields) {
        var shown = stream.json(state.deleted(stream), whole, fields);
        if (!assumed.has(Habit.KEY_COLUMNS_TOLD)) {
            shown.remove("keyColumnNames");
        }
        return shown;
    }
}
