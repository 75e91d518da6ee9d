package io.domostream.loader.simulator;

import io.domostream.loader.simulator.Assumed.Status;
import java.io.IOException;

/** The calls below a stream: open an execution, commit, abort. */
final class ExecutionCalls {

    private final State state;
    private final PartCalls parts;
    private final Commits commits;
    private final Aborts aborts;
    private final Assumed assumed;

    ExecutionCalls(State state, PartCalls parts, Commits commits, Aborts aborts, Assumed assumed) {
        this.state = state;
        this.parts = parts;
        this.commits = commits;
        this.aborts = aborts;
        this.assumed = assumed;
    }

    void handle(Call call) throws IOException {
        var path = call.path();
        if (!path.get(3).equals("executions")) {
            throw Refusal.unknown(String.join("/", path));
        }
        var last = path.size() > 5 ? path.get(5) : "";
        switch (call.method() + " " + path.size() + last) {
            case "GET 4" -> list(call);
            case "POST 4" -> create(call);
            case "GET 5" -> retrieve(call);
            case "PUT 5" -> abortCurrent(call);
            case "PUT 6abort" -> abort(call);
            case "PUT 6commit" -> commit(call);
            case "PUT 7part" -> parts.upload(call);
            default -> throw Refusal.unknown(call.method() + " " + String.join("/", path));
        }
    }

    private void list(Call call) throws IOException {
        Object shown;
        synchronized (state) {
            shown = call.query()
                    .page(state.stream(call).executions.stream())
                    .map(Execution::json)
                    .toList();
        }
        call.answer(200, shown);
    }

    private void create(Call call) throws IOException {
        var asked = call.object();
        Object shown;
        synchronized (state) {
            var stream = state.stream(call);
            if (state.deleted(stream)) {
                throw new Refusal(
                        assumed.status(Status.EXECUTION_WITHOUT_DATASET),
                        "DataSet " + stream.dataSet.id + " not found");
            }
            var method = DomoStream.method(asked, stream.updateMethod);
            if (method.equals("UPSERT")) {
                stream.dataSet.positions(stream.keys);
            }
            aborts.abortOthers(stream);
            var execution = new Execution(stream.executions.size() + 1, method, state.now());
            stream.executions.add(execution);
            shown = execution.json();
        }
        call.answer(200, shown);
    }

    private void retrieve(Call call) throws IOException {
        Object shown;
        synchronized (state) {
            shown = state.execution(call).json();
        }
        call.answer(200, shown);
    }

    private void abort(Call call) throws IOException {
        Object shown;
        synchronized (state) {
            shown = aborts.abort(state.execution(call)).json();
        }
        var status = assumed.status(Status.ABORTED_BY_ID);
        call.answer(status, status == 204 ? null : shown);
    }

    private void abortCurrent(Call call) throws IOException {
        if (!call.path().get(4).equals("abort")) {
            throw Refusal.unknown(String.join("/", call.path()));
        }
        synchronized (state) {
            aborts.abortCurrent(state.stream(call));
        }
        call.answer(204, null);
    }

    private void commit(Call call) throws IOException {
        Object shown;
        synchronized (state) {
            shown = commits.take(state.stream(call), state.execution(call)).json();
        }
        call.answer(200, shown);
    }
}
