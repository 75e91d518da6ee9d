package io.domostream.loader.simulator;

import io.domostream.loader.simulator.Call.Refusal;
import io.domostream.loader.simulator.DomoStream.Execution;
import io.domostream.loader.simulator.DomoStream.ExecutionState;
import java.io.IOException;
import java.util.List;

/** The calls below a stream: open an execution, send parts, commit, abort. */
final class ExecutionCalls {

    private final State state;
    private final PartFiles files;
    private final Commits commits;
    private final Assumed assumed;

    ExecutionCalls(State state, PartFiles files, Commits commits, Assumed assumed) {
        this.state = state;
        this.files = files;
        this.commits = commits;
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
            case "PUT 7part" -> upload(call);
            default -> throw Refusal.unknown(call.method() + " " + String.join("/", path));
        }
    }

    private void list(Call call) throws IOException {
        Object shown;
        synchronized (state) {
            shown = call.page(stream(call).executions.stream())
                    .map(Execution::json)
                    .toList();
        }
        call.answer(200, shown);
    }

    private void create(Call call) throws IOException {
        var asked = call.object();
        Object shown;
        synchronized (state) {
            var stream = stream(call);
            if (state.deleted(stream)) {
                throw Refusal.unknown("DataSet " + stream.dataSet.id);
            }
            var method = DomoStream.method(asked, stream.updateMethod);
            if (method.equals("UPSERT")) {
                stream.dataSet.positions(stream.keys);
            }
            for (var other : stream.executions) {
                if (other.active() && (!other.committed || assumed.createAbortsCommit())) {
                    end(other);
                }
            }
            var execution = new Execution(stream.executions.size() + 1, method, state.now());
            stream.executions.add(execution);
            shown = execution.json();
        }
        call.answer(200, shown);
    }

    private void retrieve(Call call) throws IOException {
        Object shown;
        synchronized (state) {
            shown = execution(call).json();
        }
        call.answer(200, shown);
    }

    private void abort(Call call) throws IOException {
        Object shown;
        synchronized (state) {
            var execution = execution(call);
            if (execution.active()) {
                end(execution);
            } else if (execution.state != ExecutionState.ABORTED) {
                throw new Refusal(400, "Execution " + execution.id + " is " + execution.state);
            }
            shown = execution.json();
        }
        // The reference says 204; an SDK of the vendor insists on 200 with the Execution.
        call.answer(200, shown);
    }

    private void abortCurrent(Call call) throws IOException {
        if (!call.path().get(4).equals("abort")) {
            throw Refusal.unknown(String.join("/", call.path()));
        }
        synchronized (state) {
            end(stream(call).executions.stream()
                    .filter(Execution::active)
                    .findFirst()
                    .orElseThrow(() -> Refusal.unknown("An active execution")));
        }
        call.answer(204, null);
    }

    private void commit(Call call) throws IOException {
        Object shown;
        synchronized (state) {
            shown = commits.take(stream(call), execution(call)).json();
        }
        call.answer(200, shown);
    }

    private void upload(Call call) throws IOException {
        var number = call.path().get(6);
        if (!number.matches("\\d{1,9}")) {
            throw new Refusal(400, "Invalid part id");
        }
        var id = Integer.parseInt(number);
        List<DataSet.Column> columns;
        synchronized (state) {
            var execution = execution(call);
            execution.requireOpen();
            if (id > execution.parts.size() + assumed.largestPartGap()) {
                throw new Refusal(
                        400,
                        "Too many non-consecutive part ids. " + "Make consecutive or upload multiple data versions");
            }
            columns = stream(call).dataSet.columns;
        }
        var part = files.receive(call, columns);
        Object shown;
        synchronized (state) {
            try {
                var execution = execution(call);
                execution.requireOpen();
                files.delete(execution.parts.put(id, part));
                execution.touch(state.now());
                shown = execution.json();
            } catch (Refusal e) {
                files.delete(part);
                throw e;
            }
        }
        call.answer(200, shown);
    }

    private void end(Execution execution) {
        execution.end(ExecutionState.ABORTED, state.now());
        // A commit under way may still be reading its files; it deletes them itself.
        if (!execution.committed) {
            execution.parts.values().forEach(files::delete);
            execution.parts.clear();
        }
    }

    private DomoStream stream(Call call) {
        return state.stream(call.path().get(2));
    }

    private Execution execution(Call call) {
        return stream(call).execution(call.path().get(4));
    }
}
