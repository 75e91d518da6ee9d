package io.domostream.loader.simulator;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The calls on DataSets: list, retrieve, change the schema, delete, export the rows. */
final class DataSetCalls {

    private final State state;
    private final PartFiles files;

    DataSetCalls(State state, PartFiles files) {
        this.state = state;
        this.files = files;
    }

    void handle(Call call) throws IOException {
        var path = call.path();
        var data = path.size() == 4 && path.get(3).equals("data");
        switch (call.method() + " " + (data ? "data" : path.size())) {
            case "GET 2" -> list(call);
            case "GET 3" -> retrieve(call, path.get(2));
            case "PUT 3" -> change(call, path.get(2));
            case "DELETE 3" -> delete(call, path.get(2));
            case "GET data" -> export(call, path.get(2));
            default -> throw Refusal.method(call);
        }
    }

    private void list(Call call) throws IOException {
        var like = call.query().get("nameLike", "").toLowerCase(Locale.ROOT);
        Object shown;
        synchronized (state) {
            var all = state.dataSets.values().stream()
                    .filter(each -> each.name.toLowerCase(Locale.ROOT).contains(like));
            shown = call.query().page(all).map(DataSet::json).toList();
        }
        call.answer(200, shown);
    }

    private void retrieve(Call call, String id) throws IOException {
        Object shown;
        synchronized (state) {
            shown = state.dataSet(id).json();
        }
        call.answer(200, shown);
    }

    private void change(Call call, String id) throws IOException {
        var asked = call.object();
        Object shown;
        synchronized (state) {
            var dataSet = state.dataSet(id);
            dataSet.change(asked);
            shown = dataSet.json();
        }
        call.answer(200, shown);
    }

    private void delete(Call call, String id) throws IOException {
        synchronized (state) {
            var dataSet = state.dataSet(id);
            state.dataSets.remove(id);
            dataSet.parts.forEach(files::delete);
        }
        call.answer(204, null);
    }

    private void export(Call call, String id) throws IOException {
        List<Column> columns;
        List<Part> parts;
        PartFiles.Reading reading;
        synchronized (state) {
            columns = state.dataSet(id).columns;
            parts = state.dataSet(id).parts;
            reading = files.reading();
        }
        var header = Boolean.parseBoolean(call.query().get("includeHeader", "false"));
        try (reading;
                var out = call.answerCsv()) {
            if (header) {
                files.header(columns, out);
            }
            for (var part : parts) {
                files.copy(part, columns.size(), out);
            }
        }
    }
}
